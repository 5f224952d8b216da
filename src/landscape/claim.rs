//! What a published claim measures, and what it says of the measure.

use super::ids::KindId;
use crate::model::RelationType;

/// A measure of a service, given for each person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceMeasure {
    /// Distinct organisations that commission.
    Commissioners,
    /// Distinct kinds among them.
    Kinds,
    /// As if so many held equal shares (similarity-sensitive diversity of order 2).
    Effective,
    /// The same of order 1.
    Entropy,
    /// Share of pairs of components with no organisation in common.
    Apart,
    /// Pathway edges with a unit on both sides.
    Edges,
    /// Those with no organisation in both.
    Handoffs,
    /// Handoffs joined by an arrangement.
    Joined,
    /// Handoffs bridged by a coordinating body.
    Bridged,
    /// Handoffs that nobody bridges.
    Unbridged,
    /// Edges with one side empty.
    Broken,
    /// Components that need commissioning and have nobody.
    Empty,
}

/// Every measure of a service, in the order of the contract, with its name.
pub const SERVICE_MEASURES: [(&str, ServiceMeasure); 12] = [
    ("commissioners", ServiceMeasure::Commissioners),
    ("kinds", ServiceMeasure::Kinds),
    ("effective", ServiceMeasure::Effective),
    ("entropy", ServiceMeasure::Entropy),
    ("apart", ServiceMeasure::Apart),
    ("edges", ServiceMeasure::Edges),
    ("handoffs", ServiceMeasure::Handoffs),
    ("joined", ServiceMeasure::Joined),
    ("bridged", ServiceMeasure::Bridged),
    ("unbridged", ServiceMeasure::Unbridged),
    ("broken", ServiceMeasure::Broken),
    ("empty", ServiceMeasure::Empty),
];

impl ServiceMeasure {
    /// Its name in JSON and in claims.
    pub fn name(self) -> &'static str {
        SERVICE_MEASURES[self as usize].0
    }
}

/// What an expectation measures.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    /// A measure of a service: its mean.
    OfService(ServiceMeasure),
    /// Of a service's handoffs, the share joined or bridged.
    CongruenceAny,
    /// Of a service's handoffs, the share joined.
    CongruenceBinding,
    /// People under findings of a code, counted once for each finding.
    Findings(Box<str>),
    /// How many live organisations of a kind.
    Organisations(KindId),
    /// How many kinds have live organisations.
    Kinds,
    /// How many live relations of a type.
    Relations(RelationType),
    /// How many organisations commission for one person, over all services.
    CommissionersPerPerson,
    /// How many organisations split the landscape when removed.
    CutPoints,
    /// Of the change that a reform, by its name, makes in the mean of a measure of a service: the greatest part that goes
    /// when one step is left out.
    OneStep(Box<str>, ServiceMeasure),
}

impl Measure {
    /// Whether it is a service's.
    pub fn needs_service(&self) -> bool {
        use Measure::{CongruenceAny, CongruenceBinding, OfService, OneStep};
        matches!(self, OfService(_) | CongruenceAny | CongruenceBinding | OneStep(..))
    }
}

/// What a claim says of its measure; strictly, so that a tie contradicts it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Claim {
    /// Goes up.
    Rises,
    /// Goes down.
    Falls,
    /// Stays.
    Unchanged,
    /// Goes up more than in every other tracer.
    RisesMost,
    /// Goes up less than in every other tracer.
    RisesLeast,
    /// Is higher than in every other tracer.
    Highest,
    /// Is lower than in every other tracer.
    Lowest,
    /// Compares with a number.
    Compare(Comparison, f64),
}

/// A comparison with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// `=` or `==`
    Equal,
    /// `<=`
    AtMost,
    /// `<`
    Below,
    /// `!=`
    Not,
}

impl Claim {
    /// The claims in words that an expectation may make.
    pub const WORDS: [(&'static str, Claim); 7] = [
        ("rises", Claim::Rises),
        ("falls", Claim::Falls),
        ("unchanged", Claim::Unchanged),
        ("rises most among tracers", Claim::RisesMost),
        ("rises least among tracers", Claim::RisesLeast),
        ("highest among tracers", Claim::Highest),
        ("lowest among tracers", Claim::Lowest),
    ];

    /// Reads a claim; `None` where it is not one.
    pub fn parse(text: &str) -> Option<Claim> {
        let text = text.trim();
        if let Some((_, claim)) = Claim::WORDS.iter().find(|(words, _)| *words == text) {
            return Some(*claim);
        }
        const SIGNS: [(&str, Comparison); 7] = [
            (">=", Comparison::AtLeast),
            ("<=", Comparison::AtMost),
            ("==", Comparison::Equal),
            ("!=", Comparison::Not),
            (">", Comparison::Above),
            ("<", Comparison::Below),
            ("=", Comparison::Equal),
        ];
        let (sign, comparison) = SIGNS.iter().find(|(sign, _)| text.starts_with(sign))?;
        let number: f64 = text[sign.len()..].trim().parse().ok()?;
        number.is_finite().then_some(Claim::Compare(*comparison, number))
    }

    /// Whether it speaks of a change, so that it needs a scenario to begin from.
    pub fn of_change(self) -> bool {
        matches!(self, Claim::Rises | Claim::Falls | Claim::Unchanged | Claim::RisesMost | Claim::RisesLeast)
    }

    /// Whether it compares a service with the other tracers.
    pub fn among_tracers(self) -> bool {
        matches!(self, Claim::RisesMost | Claim::RisesLeast | Claim::Highest | Claim::Lowest)
    }
}

/// What comes of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The model gives what the claim says.
    Reproduced,
    /// It gives something else.
    Contradicted,
    /// It cannot say.
    NotComputable,
}

impl Outcome {
    /// Every outcome and its word.
    pub const WORDS: [(&'static str, Outcome); 3] = [
        ("reproduced", Outcome::Reproduced),
        ("contradicted", Outcome::Contradicted),
        ("not-computable", Outcome::NotComputable),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        Outcome::WORDS[self as usize].0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_words_or_comparisons() {
        assert_eq!(Claim::parse("rises most among tracers"), Some(Claim::RisesMost));
        assert_eq!(Claim::parse(">= 3"), Some(Claim::Compare(Comparison::AtLeast, 3.0)));
        assert_eq!(Claim::parse("= 0"), Some(Claim::Compare(Comparison::Equal, 0.0)));
        assert_eq!(Claim::parse("> many"), None);
        assert_eq!(Claim::parse("goes up"), None);
        for (place, (name, measure)) in SERVICE_MEASURES.iter().enumerate() {
            assert_eq!((*measure as usize, measure.name()), (place, *name));
        }
    }
}
