//! `remit draw map`: what colours the tiles, and which tiles there are.

use super::super::super::choose;
use super::super::super::files::Disk;
use super::{Asked, Error, Looks};
use crate::landscape::tiles::{self, TileMap};
use crate::landscape::{KindId, Landscape, ServiceId, ServiceMeasure};
use crate::render::{map_svg, words};
use crate::report::map::{Boundary, Shown, map, suiting};
use crate::report::pathway::Seen;

impl Asked<'_> {
    /// Draws the map.
    pub(super) fn map(&self) -> Result<(), Error> {
        if self.scenes.len() > 2 {
            return Err(Error::usage("a map shows one scenario, or two beside each other"));
        }
        let landscape = self.scenes[0].landscape;
        let shown = self.shown(landscape)?;
        let maps = self.tiles(landscape)?;
        let seen = self.seen()?;
        let tiles = self.chosen(landscape, &seen, &maps, &shown)?;
        let report =
            map(&seen, tiles, &self.services_or_all(), &shown).ok_or_else(|| no_value(landscape, tiles, &shown))?;
        if let Shown::Finding(key) = &shown
            && !seen.iter().flat_map(|one| &one.judged.findings).any(|one| one.key == *key || one.code == key)
        {
            return Err(Error::usage(format!("no finding goes by `{key}` in what is drawn"))
                .help(Some("`remit check LANDSCAPE SCENARIO --format csv` lists their keys".to_owned())));
        }
        let looks = Looks { svg: map_svg::render, document: words::map::document, table: words::map::table };
        self.show(&report, &looks)
    }

    /// What colours the tiles.
    fn shown(&self, landscape: &Landscape) -> Result<Shown, Error> {
        if let Some(key) = &self.args.finding {
            let (code, _) = key.split_once(':').unwrap_or((key, ""));
            choose::code(code)?;
            return Ok(Shown::Finding(key.clone()));
        }
        if let Some(kind) = &self.args.align {
            let name = self.args.measure.as_deref().unwrap_or(Boundary::MeetsFivePercent.name());
            let boundary = Boundary::named(name).ok_or_else(|| {
                Error::usage(format!("`{name}` does not say how boundaries lie"))
                    .help(Some("with --align there are: meets, meets_5pct, effective".to_owned()))
            })?;
            return Ok(Shown::Boundary(choose::kind(landscape, kind)?, boundary));
        }
        if self.args.measure.as_deref() == Some("coordination") {
            return Ok(Shown::Coordination);
        }
        let measure = self.args.measure.as_deref().map_or(Ok(ServiceMeasure::Effective), choose::measure)?;
        let service = match self.services {
            Some([one]) => *one,
            None if landscape.services.len() == 1 => ServiceId::new(0),
            _ => {
                let ids: Vec<&str> = landscape.services.iter().map(|service| &*service.id).collect();
                return Err(Error::usage("the map of a measure is that of one service").help(Some(format!(
                    "name it with --service (there are: {}), or a finding with --finding",
                    ids.join(", ")
                ))));
            }
        };
        Ok(Shown::Measure(service, measure))
    }

    /// The tiles that come with the landscape.
    fn tiles(&self, landscape: &Landscape) -> Result<Vec<TileMap>, Error> {
        let disk = Disk::open(&self.args.landscape).map_err(Error::usage)?;
        let maps = tiles::read(landscape, &disk)
            .map_err(|(problems, sources)| Error::Invalid { problems, sources: Box::new(sources) })?;
        if maps.is_empty() {
            let first = landscape.kinds.first().map_or("KIND", |kind| &*kind.id);
            return Err(Error::usage("this landscape says nowhere how its bodies lie on a map").help(Some(format!(
                "write a table with the columns code, row and column beside it, like {}; docs/format.md says more",
                tiles::path(first)
            ))));
        }
        Ok(maps)
    }

    fn chosen<'t>(
        &self,
        landscape: &Landscape,
        seen: &[Seen<'_>],
        maps: &'t [TileMap],
        shown: &Shown,
    ) -> Result<&'t TileMap, Error> {
        let ids: Vec<&str> = maps.iter().map(|map| &*landscape.kinds[map.kind.index()].id).collect();
        let with = match shown {
            Shown::Boundary(with, _) => Some(*with),
            _ => None,
        };
        let wanted: Option<KindId> = self.args.by.as_deref().map(|name| choose::kind(landscape, name)).transpose()?;
        let found = match wanted {
            Some(kind) => maps.iter().find(|map| map.kind == kind),
            None => suiting(seen, maps, with),
        };
        found.ok_or_else(|| {
            let kind = self.args.by.as_deref().unwrap_or("any other kind");
            Error::usage(format!("this landscape has no tiles for {kind}"))
                .help(Some(format!("there are tiles for: {}", ids.join(", "))))
        })
    }
}

/// Why a map would be empty.
fn no_value(landscape: &Landscape, tiles: &TileMap, shown: &Shown) -> Error {
    let known = tiles.tiles.iter().filter(|tile| tile.organisation.is_some()).count();
    let kind = &landscape.kinds[tiles.kind.index()].id;
    if known == 0 {
        return Error::usage(format!("no code of {} is that of a body of this landscape", tiles::path(kind)))
            .help(Some("a code is a body's id or its official code".to_owned()));
    }
    match shown {
        Shown::Measure(service, measure) => {
            let service = &landscape.services[service.index()].id;
            Error::usage(format!("`{}` of {service} has no value in any tile", measure.name()))
                .help(Some("nobody there needs the service on the day: choose another day or service".to_owned()))
        }
        Shown::Boundary(with, _) => {
            let with = &landscape.kinds[with.index()].id;
            Error::usage(format!("no {with} has any people in any tile on the day"))
                .help(Some("choose a day on which bodies of that kind are live, or another kind".to_owned()))
        }
        Shown::Coordination => Error::usage(format!("no body of {} lives on the day", tiles::path(kind)))
            .help(Some("choose another day, or other tiles with --by".to_owned())),
        Shown::Finding(_) => Error::usage(format!("nobody lives in any tile of {}", tiles::path(kind)))
            .help(Some("choose other tiles with --by".to_owned())),
    }
}
