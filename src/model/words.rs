//! The closed lists of words.

use crate::source::Problem;
use crate::source::Problems;
use crate::text::nearest::did_you_mean;
use crate::text::toml::Table;

/// A word from a closed list.
pub trait Word: Copy + Sized + 'static {
    /// Every word and what it stands for, in the order of the contract.
    const ALL: &'static [(&'static str, Self)];

    /// Reads the word of a key; `None` where it is not given or unknown, which is then a problem.
    fn read(table: &Table<'_, '_>, key: &'static str, problems: &mut Problems) -> Option<Self> {
        let written = table.text(key, problems)?;
        let found = Self::ALL.iter().find(|(word, _)| *word == &*written.value);
        if found.is_none() {
            let words: Vec<&str> = Self::ALL.iter().map(|(word, _)| *word).collect();
            let help = did_you_mean(&written.value, words.iter().copied())
                .unwrap_or_else(|| format!("one of: {}", words.join(", ")));
            problems.push(
                Problem::new(written.at, format!("`{}` is not a word that `{key}` can take", written.value)).help(help),
            );
        }
        found.map(|(_, value)| *value)
    }

    /// Reads the word of a key that must be given.
    fn read_required(table: &Table<'_, '_>, key: &'static str, problems: &mut Problems) -> Option<Self> {
        if !table.has(key) {
            // Says what is missing.
            table.required_text(key, problems)?;
        }
        Self::read(table, key, problems)
    }
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl Word for $name {
            const ALL: &'static [(&'static str, Self)] = &[$(($word, $name::$variant)),+];
        }

        impl $name {
            /// The word as written in a landscape.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// What sort of thing a source is.
    SourceType {
        /// An Act of Parliament.
        Act = "act",
        /// Regulations and orders.
        Regulations = "regulations",
        /// Directions of a minister or a national body.
        Directions = "directions",
        /// A judgment of a court.
        Judgment = "judgment",
        /// Guidance.
        Guidance = "guidance",
        /// An agreement between bodies.
        Agreement = "agreement",
        /// A study.
        Study = "study",
        /// Data.
        Data = "data",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// How pictures colour a kind of organisation.
    Family {
        /// National bodies.
        National = "national",
        /// Local bodies of the health service.
        NhsLocal = "nhs-local",
        /// Councils and their boards.
        Council = "council",
        /// All others.
        Other = "other",
    }
}

words! {
    /// Whether people may attend outside their home area.
    Access {
        /// For those who live there.
        Resident = "resident",
        /// For everyone present.
        Open = "open",
    }
}

words! {
    /// How binding a responsibility is, weakest first.
    Strength {
        /// May, need not.
        Power = "power",
        /// Only a general or fall-back duty.
        Residual = "residual",
        /// Must.
        Duty = "duty",
    }
}

words! {
    /// For whose population a responsibility is held.
    PopulationBasis {
        /// Everyone who lives in the footprint.
        Resident = "resident",
        /// Only cohorts that are registered with a GP.
        Registered = "registered",
        /// Bought from chosen providers, for nobody's population.
        Provider = "provider",
    }
}

words! {
    /// Whether a responsibility is disputed.
    Status {
        /// Nobody disputes it.
        Settled = "settled",
        /// Somebody does.
        Contested = "contested",
    }
}

words! {
    /// How sure a citation is, weakest first.
    Evidence {
        /// Doubtful.
        Doubtful = "doubtful",
        /// Believed right; the source was not opened for it.
        Known = "known",
        /// The source was seen to say it.
        Verified = "verified",
    }
}

words! {
    /// The types of joint arrangement.
    ArrangementType {
        /// One commissions for the others.
        LeadCommissioner = "lead-commissioner",
        /// A committee of the members decides.
        JointCommittee = "joint-committee",
        /// The members pool money.
        PooledBudget = "pooled-budget",
        /// A holder has delegated, and keeps accountability.
        Delegation = "delegation",
        /// A duty that the law lays on all members together.
        JointDuty = "joint-duty",
        /// The members pay for each other's residents; joins nobody.
        CrossCharging = "cross-charging",
    }
}

words! {
    /// How a change would be made law, the lightest first.
    Vehicle {
        /// The bodies agree.
        Agreement = "agreement",
        /// A holder lets another act for it.
        Delegation = "delegation",
        /// A minister or a national body directs.
        Directions = "directions",
        /// Regulations or an order.
        Regulations = "regulations",
        /// An Act of Parliament.
        Act = "act",
    }
}

words! {
    /// The types of tie between two organisations.
    RelationType {
        /// Must answer to.
        AccountableTo = "accountable-to",
        /// Sits on.
        MemberOf = "member-of",
        /// Oversees.
        Oversees = "oversees",
        /// Pays grants or allocations to.
        Funds = "funds",
        /// Supports.
        Supports = "supports",
        /// Advises.
        Advises = "advises",
    }
}

words! {
    /// What a repair can do, the lightest first.
    ChangeKind {
        /// Bodies act as one.
        Arrange = "arrange",
        /// Bodies pay for each other's residents.
        CrossCharge = "cross-charge",
        /// A holder lets another act beside it.
        Delegate = "delegate",
        /// Of several that dispute it, one has the duty, and the others do not.
        Settle = "settle",
        /// A body that may, must.
        Strengthen = "strengthen",
        /// A body that has nothing to do with it yet has the duty.
        Assign = "assign",
        /// A duty ends.
        End = "end",
        /// A duty passes to another body.
        Transfer = "transfer",
    }
}
