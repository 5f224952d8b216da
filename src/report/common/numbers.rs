//! Numbers as sentences have them.

/// A number of people as a sentence has it: `240,000 people`, `55.6 million people`, `1 person`.
pub fn people_in_words(people: f64) -> String {
    let noun = if people.round() == 1.0 { "person" } else { "people" };
    format!("{} {noun}", number_of_people(people))
}

/// A number of people without its noun, short enough for a sentence.
pub fn number_of_people(people: f64) -> String {
    if people >= 999_950.0 {
        let millions = people / 1e6;
        let text = if millions >= 1000.0 { format!("{millions:.0}") } else { format!("{millions:.1}") };
        return format!("{text} million");
    }
    if people > 0.0 && people < 0.5 {
        return "fewer than 1".to_owned();
    }
    with_commas(people.round() as u64)
}

/// A whole number with a comma between thousands.
pub fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_written_as_a_reader_says_them() {
        assert_eq!(people_in_words(240_000.0), "240,000 people");
        assert_eq!(people_in_words(55_619_430.0), "55.6 million people");
        assert_eq!(people_in_words(1.0), "1 person");
        assert_eq!(people_in_words(0.2), "fewer than 1 people");
        assert_eq!(people_in_words(999_949.0), "999,949 people");
        assert_eq!(people_in_words(999_960.0), "1.0 million people");
    }
}
