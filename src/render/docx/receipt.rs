//! The receipt of a Word document: for readers at its end, for `remit verify` as a part of its own, which programs keep when
//! they save the document again.

use super::shown::main;
use super::unpack::Package;
use super::xml::Xml;
use crate::render::json;
use crate::report::page::receipt::Receipt;

/// By what number the store of the document knows the part.
pub(super) const STORE: &str = "{52454D49-5400-4000-8000-524543454950}";

/// Of what shape the part is, for the store.
pub(super) const SHAPE: &str = "urn:remit:receipt:1";

/// The part that holds it.
pub(super) fn part(receipt: &Receipt) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("receipt", &[("xmlns", SHAPE)], |xml| xml.text(&in_plain_letters(json::line(receipt).trim_end())));
    xml.bytes()
}

/// JSON in letters that no writer and no program alters: of blanks beside each other all but the first, and whatever is not
/// plain, are written by their numbers. They stand in texts, where this is the same.
fn in_plain_letters(json: &str) -> String {
    let mut all = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_ascii_graphic() || (letter == ' ' && !all.ends_with(' ')) {
            all.push(letter);
        } else {
            letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| all.push_str(&format!("\\u{unit:04x}")));
        }
    }
    all
}

/// Reads the receipt of a document.
///
/// # Errors
/// In words, where it is no document, or has no receipt that can be read.
pub fn read(document: &[u8]) -> Result<Receipt, String> {
    let package = Package::open(document)?;
    let main = main(&package)?;
    for part in
        package.relations(&main)?.iter().filter(|one| one.kind == "customXml").filter_map(|one| one.part.as_ref())
    {
        // Others may have put parts of their own beside ours.
        let Ok(Some(one)) = package.xml(part) else { continue };
        if one.name == "receipt" {
            return json::read(&one.text()).map_err(|why| format!("its receipt cannot be read: {why}"));
        }
    }
    Err("it has no receipt; a program that saved it again may have left it out".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_letters_say_the_same() {
        for text in ["a  b   c", "\u{5d0}\u{202e}\u{1F600}\u{7f}", "\n\t\"\\ <&> é", ""] {
            let (json, wanted) = (json::line(&text), text.to_owned());
            let written = in_plain_letters(json.trim_end());
            assert!(
                written.chars().all(|letter| letter == ' ' || letter.is_ascii_graphic()) && !written.contains("  ")
            );
            assert_eq!(json::read::<String>(&written), Ok(wanted), "{written}");
        }
    }
}
