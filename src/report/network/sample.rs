//! A picture of the worst names there can be, for the tests of every format.

use super::{
    Body, Family, Hold, Holder, Mark, NetworkReport, Networks, Part, Step, StepEnd, StepFate, Strip, Tie, TieType,
    Tier, Trouble,
};

/// Names that try to break out of whatever they are put into.
pub(crate) fn names() -> Vec<String> {
    vec![
        "<script>alert(\"x\")</script> & 'quoted' ]]> -->".to_owned(),
        "\\N \\G \\l \\\" back\\slash\\".to_owned(),
        "\"]; n1 -> n2 [label=\"".to_owned(),
        "&lt;b&gt; &#10; AT&T".to_owned(),
        "several\nlines\r\n\tand \u{7} \u{0} controls".to_owned(),
        "\u{202E}turned\u{202C} \u{5E9}\u{5D9}\u{5E8}\u{5D5}\u{5EA} \u{627}\u{644}\u{635}".to_owned(),
        "long ".repeat(60),
        "W".repeat(300),
        "\u{5F88}\u{957F}".repeat(40),
        "\u{1F469}\u{200D}\u{1F467} e\u{301}".to_owned(),
        String::new(),
    ]
}

/// A picture of two scenarios with these names.
pub(crate) fn pair() -> Networks {
    let names = names();
    let other = NetworkReport { scenario: "t".to_owned(), ..hostile() };
    Networks {
        schema: "remit/network/1",
        landscape: names[0].clone(),
        title: names[0].clone(),
        description: names[2].clone(),
        about: names[1].clone(),
        scenarios: vec![hostile(), other],
    }
}

/// All of them as bodies, services, stages and parts, with every mark and every step.
pub(crate) fn hostile() -> NetworkReport {
    let names = names();
    let families = [Family::National, Family::NhsLocal, Family::Council, Family::Other];
    let family = |place: usize| families[place * families.len() / names.len()];
    let bodies: Vec<Body> = names
        .iter()
        .enumerate()
        .map(|(place, name)| Body {
            kind: format!("k{place}"),
            name: name.clone(),
            mark: name.clone(),
            family: family(place),
            count: [None, Some(1), Some(1200)][place % 3],
            commissions: place % 2,
            disputed: place % 3,
            here: !place.is_multiple_of(5),
        })
        .collect();
    let tiers = families.map(|one| {
        let bodies = (0..names.len()).filter(|place| family(*place) == one);
        Tier { family: one, bodies: bodies.collect() }
    });
    let mark = |trouble, certain, share, accepted| Mark { trouble, certain, share, accepted };
    let marks = [
        vec![],
        vec![mark(Trouble::Gap, true, 1.0, false)],
        vec![mark(Trouble::Gap, false, 0.004, true), mark(Trouble::Overlap, false, 0.996, false)],
        vec![mark(Trouble::Overlap, true, 0.46, false)],
    ];
    let holds = [Hold::Must, Hold::May, Hold::Disputed];
    let part = |place: usize| Part {
        number: place + 1,
        id: format!("c{place}"),
        name: names[place].clone(),
        stage: (!place.is_multiple_of(4)).then(|| names[place / 2].clone()),
        needed: !place.is_multiple_of(5),
        holders: (0..place % 4)
            .map(|body| Holder { body, hold: holds[(place + body) % 3], together: place % 4 == 3 && body < 2 })
            .collect(),
        marks: marks[place % 4].clone(),
        contested: place.is_multiple_of(3),
        here: !place.is_multiple_of(6),
    };
    let fates = [StepFate::SameHands, StepFate::Joined, StepFate::Bridged, StepFate::Unbridged, StepFate::Nobody];
    let count = names.len();
    let steps = (0..count * 3).map(|number| {
        let (from, over) = (number / 3, number % 3 + 1);
        let to = match number % 7 {
            5 => StepEnd::Numbered(count + 1),
            6 => StepEnd::Outside(names[from].clone()),
            _ => StepEnd::Here((from + over) % count),
        };
        Step { from, to, fate: fates[number % 5], share: 1.0 }
    });
    let first = Strip {
        service: "s0".to_owned(),
        name: names[0].clone(),
        parts: (0..count).map(part).collect(),
        steps: steps.collect(),
    };
    let alone = Part { number: count + 1, ..part(2) };
    NetworkReport {
        scenario: "s".to_owned(),
        asked: "s".to_owned(),
        apart: String::new(),
        subject: names[1].clone(),
        commissioners: 3,
        title: names[0].clone(),
        summary: names[1].clone(),
        subtitle: names[6].clone(),
        on: "2013-04-01".to_owned(),
        caption: names[4].clone(),
        source: names[3].clone(),
        description: names[2].clone(),
        tiers: tiers.to_vec(),
        ties: vec![Tie { who: 0, to: 1, tie: TieType::AnswersTo }, Tie { who: 0, to: 6, tie: TieType::SitsOn }],
        services: vec![
            first,
            Strip { service: "s1".to_owned(), name: names[7].clone(), parts: vec![alone], steps: Vec::new() },
            Strip { service: "s2".to_owned(), name: String::new(), parts: Vec::new(), steps: Vec::new() },
        ],
        components: bodies.len(),
        bodies,
    }
}
