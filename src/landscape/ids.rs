//! Small numbers that stand for things of one landscape.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// The place in the landscape's list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
            pub(crate) fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    )+};
}

ids! {
    /// A kind of organisation.
    KindId,
    /// An organisation.
    OrganisationId,
    /// An area.
    AreaId,
    /// A class of areas that no fact on any day can tell apart.
    ClassId,
    /// A cohort.
    CohortId,
    /// Cohorts that no fact can tell apart.
    StratumId,
    /// A function.
    FunctionId,
    /// A service.
    ServiceId,
    /// A component.
    ComponentId,
    /// A source.
    SourceId,
    /// A responsibility: one table, however many components and holders it speaks of.
    ResponsibilityId,
    /// An arrangement.
    ArrangementId,
    /// A relation: one table, however many pairs it joins.
    RelationId,
    /// A list of areas that some fact names.
    AreaListId,
}
