//! Steps in the world, and which of the segments of a run are which of its network.

use super::route::Survey;
use crate::choice::Choice;
use crate::ends::{Input, SegmentId};
use crate::world::{Travelling, TravellingId, World};
use tcp_model::time::Duration;

impl Survey<'_> {
    /// Takes the step in the world. What is still in the network keeps its place there; returned
    /// is what is new in it, in the order in which it was sent.
    pub(super) fn follow(&mut self, choice: Choice) -> Result<Vec<TravellingId>, &'static str> {
        let passed = self.passed(choice);
        let mut after = World::default();
        if !self.search.step(&self.world, choice, &mut after) {
            return Err("there is no such step");
        }
        let sends = self.sends(choice);
        let store = self.search.store();
        let mut rest: Vec<TravellingId> = after.network.clone();
        rest.sort_by_key(|id| store.travelling(*id).before);
        self.network.sort_by_key(|(id, _)| store.travelling(*id).before);
        for (id, _) in &mut self.network {
            let old = store.travelling(*id);
            let aged = Travelling { life: old.life.map(|life| life - passed), before: 0, ..old };
            let same =
                |id: &TravellingId| Travelling { before: 0, ..store.travelling(*id) } == aged;
            let place = rest.iter().position(same).ok_or("a segment is missing in the world")?;
            *id = rest.remove(place);
        }
        let mut new = Vec::new();
        for segment in sends {
            let same = |id: &TravellingId| store.travelling(*id).segment == segment;
            let place = rest.iter().position(same).ok_or("a segment is missing in the world")?;
            new.push(rest.remove(place));
        }
        self.world = after;
        Ok(new)
    }

    /// How much time passes in the world.
    fn passed(&self, choice: Choice) -> Duration {
        match choice {
            Choice::Expire(side, timer) => {
                let timers = &self.search.ends().end(self.world.ends[side]).timers;
                let found = timers.iter().find(|(running, _)| *running == timer);
                found.map_or(Duration::ZERO, |(_, left)| *left)
            }
            Choice::Die(place) => {
                let id = self.world.network.get(place);
                let life = id.and_then(|id| self.search.store().travelling(*id).life);
                life.unwrap_or_default()
            }
            _ => Duration::ZERO,
        }
    }

    /// What an end sends in a step, in its order.
    fn sends(&mut self, choice: Choice) -> Vec<SegmentId> {
        let passed = self.passed(choice);
        let (side, input) = match choice {
            Choice::Arrive(place) => {
                let Some(id) = self.world.network.get(place) else { return Vec::new() };
                let Travelling { segment, from, .. } = self.search.store().travelling(*id);
                (from.peer() as usize, Input::Arrive(segment))
            }
            Choice::User(side, input) => (side, input),
            Choice::Expire(side, timer) => (side, Input::Expire(timer)),
            Choice::Forge(side, forgery) => {
                let segment = self.search.ends_mut().forge(forgery, self.world.ends[side]);
                (side, Input::Arrive(segment))
            }
            Choice::Lose(_) | Choice::Double(_) | Choice::Die(_) => return Vec::new(),
        };
        let mut end = self.world.ends[side];
        if passed > Duration::ZERO {
            end = self.search.ends_mut().outcome(end, Input::Pass(passed)).end;
        }
        self.search.ends_mut().outcome(end, input).sent.clone()
    }
}
