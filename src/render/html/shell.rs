//! What stands around every page: head, styles, script, and a policy that lets a browser use those and nothing else.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::render::digest::for_policy;

/// A page without its outside.
pub struct Shell<'a> {
    /// What the window is called.
    pub title: &'a str,
    /// What the page is about, in a sentence.
    pub description: &'a str,
    /// What the policy allows besides the styles and the script of the page: `connect-src 'self'`.
    pub policy: &'a str,
    /// The styles.
    pub styles: &'a str,
    /// The script; none where it is empty.
    pub script: &'a str,
    /// What stands on it, with `main` among it.
    pub body: Markup,
}

impl Shell<'_> {
    /// The whole page.
    pub fn render(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang="en-GB" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(self.policy());
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="description" content=(self.description);
                    meta name="referrer" content="no-referrer";
                    // Without it a browser asks the place of the page for a picture of its own.
                    link rel="icon" href="data:,";
                    title { (self.title) }
                    style { (PreEscaped(self.styles)) }
                }
                body {
                    a.skip href="#main" { "Skip to the main content" }
                    (self.body)
                    @if !self.script.is_empty() {
                        script { (PreEscaped(self.script)) }
                    }
                }
            }
        };
        harmless(page.into_string())
    }

    /// What a browser may use and do on the page, for its head and for the header that it comes with.
    pub fn policy(&self) -> String {
        let script = if self.script.is_empty() { "'none'".to_owned() } else { for_policy(self.script) };
        let mut policy = format!(
            "default-src 'none'; style-src {}; script-src {script}; img-src data:; base-uri 'none'",
            for_policy(self.styles)
        );
        if !self.policy.contains("form-action") {
            policy.push_str("; form-action 'none'");
        }
        if !self.policy.is_empty() {
            policy.push_str("; ");
            policy.push_str(self.policy);
        }
        policy
    }
}

/// Control characters, and those that turn the direction of all text behind them, are shown as a mark.
fn harmless(page: String) -> String {
    let harmful = |letter: char| {
        matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || (letter.is_control() && !matches!(letter, '\n' | '\t'))
    };
    if page.contains(harmful) { page.replace(harmful, "\u{fffd}") } else { page }
}

/// Data for scripts and programs in a page: JSON in which nothing can end the element that it stands in.
pub fn data(id: &str, json: &str) -> Markup {
    let mut safe = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                safe.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => safe.push(letter),
        }
    }
    html! { script type="application/json" id=(id) { (PreEscaped(safe)) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_end_its_element() {
        let page = data("x", "{\"a\": \"</script><b>&\u{2028}\u{202e}\"}").into_string();
        assert_eq!(page.matches('<').count(), 2);
        assert!(page.contains("\\u003c/script\\u003e\\u003cb\\u003e\\u0026\\u2028\\u202e"), "{page}");
    }

    #[test]
    fn a_page_lets_nothing_in_besides_itself() {
        let shell = Shell {
            title: "<b>",
            description: "\"",
            policy: "",
            styles: "p{}",
            script: "1",
            body: html! { "\u{202e}" },
        };
        let page = shell.render();
        assert!(page.contains("<title>&lt;b&gt;</title>") && page.contains("content=\"&quot;\""), "{page}");
        assert!(page.contains("default-src 'none'") && page.contains(&for_policy("1")), "{page}");
        assert!(!page.contains("unsafe") && !page.contains('\u{202e}'));
    }
}
