//! Changes as sentences, without capital and full stop: for the comments of the reform's file, and for reports.

use super::choices::Deed;
use crate::checks::{list_in_words, name_in_sentence, plural, verb};
use crate::landscape::{ComponentId, FunctionId, Landscape, Selector};
use crate::model::ChangeKind;
use crate::reform::Proposed;

/// A body, or all of a kind.
pub fn body(landscape: &Landscape, selector: Selector) -> String {
    match selector {
        Selector::Organisation(one) => landscape.organisations[one.index()].name.to_string(),
        Selector::Kind(kind) => plural(&landscape.kinds[kind.index()].short),
    }
}

/// Bodies, one after the other.
pub fn bodies(landscape: &Landscape, selectors: &[Selector]) -> String {
    let names: Vec<String> = selectors.iter().map(|one| body(landscape, *one)).collect();
    list_in_words(&names)
}

/// `commission screening of newborns`.
fn what(landscape: &Landscape, component: ComponentId, function: FunctionId) -> String {
    let name = name_in_sentence(&landscape.components[component.index()].name);
    format!("{} {name}", verb(landscape, Some(function)))
}

/// What a change does.
pub fn sentence(landscape: &Landscape, deed: &Deed) -> String {
    let ended = |steps: &[Proposed]| -> Vec<Selector> {
        let ended = steps.iter().filter_map(|step| match step {
            Proposed::End { holder, .. } => Some(*holder),
            _ => None,
        });
        ended.collect()
    };
    match (deed.kind, deed.steps.last()) {
        (_, Some(Proposed::Arrange { components, members, .. })) => {
            arrangement(landscape, deed.kind, components, members)
        }
        (_, Some(Proposed::Delegate { component, function, from, to })) => {
            let (from, to) = (body(landscape, *from), body(landscape, *to));
            format!("let {from} delegate to {to} to {}", what(landscape, *component, *function))
        }
        (_, Some(Proposed::Transfer { component, function, from, to })) => {
            let (from, to) = (body(landscape, *from), body(landscape, *to));
            format!("pass the responsibility to {} from {from} to {to}", what(landscape, *component, *function))
        }
        (kind, Some(Proposed::Assign { component, function, holder })) => {
            let (holder, what) = (body(landscape, *holder), what(landscape, *component, *function));
            let rest = match ended(&deed.steps).as_slice() {
                [] => String::new(),
                others => format!(", and {} no longer", bodies(landscape, others)),
            };
            match kind {
                ChangeKind::Settle => format!("settle that {holder} must {what}{rest}"),
                ChangeKind::Strengthen => format!("make it a duty of {holder} to {what}{rest}"),
                _ => format!("give {holder} the duty to {what}{rest}"),
            }
        }
        (ChangeKind::Settle, Some(Proposed::End { component, function, .. })) => {
            let others = bodies(landscape, &ended(&deed.steps));
            format!("settle that {others} need not {}", what(landscape, *component, *function))
        }
        (_, Some(Proposed::End { component, function, holder, .. })) => {
            format!("end the duty of {} to {}", body(landscape, *holder), what(landscape, *component, *function))
        }
        (_, None) => "change nothing".to_owned(),
    }
}

fn arrangement(landscape: &Landscape, kind: ChangeKind, components: &[ComponentId], members: &[Selector]) -> String {
    let names: Vec<String> =
        components.iter().map(|one| name_in_sentence(&landscape.components[one.index()].name)).collect();
    let (members, names) = (bodies(landscape, members), list_in_words(&names));
    if kind == ChangeKind::CrossCharge {
        format!("let {members} pay for each other’s residents who use {names}")
    } else {
        format!("let {members} act as one, by an arrangement, for {names}")
    }
}
