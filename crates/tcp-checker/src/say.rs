//! Steps in words.

use crate::choice::Choice;
use crate::ends::Input;
use crate::search::Search;
use crate::world::{Travelling, World};
use tcp_model::host::Host;

impl Search {
    /// A step in words, as seen from the world before it.
    pub fn say(&self, world: &World, choice: Choice) -> String {
        let segment = |place: usize| {
            let travelling = self.store().travelling(world.network[place]);
            let Travelling { segment, from, incarnation, .. } = travelling;
            format!("{} of the {from} (incarnation {incarnation})", self.ends().segment(segment))
        };
        match choice {
            Choice::Arrive(place) => format!("{} arrives", segment(place)),
            Choice::Lose(place) => format!("{} is lost", segment(place)),
            Choice::Double(place) => format!("{} is doubled", segment(place)),
            Choice::Die(place) => format!("{} outlives its lifetime", segment(place)),
            Choice::Expire(side, timer) => format!("{}: {timer} expires", Host::BOTH[side]),
            Choice::Forge(side, forgery) => {
                let forged = forgery.segment(&self.ends().end(world.ends[side]).endpoint);
                format!("{forged}, forged, arrives at the {}", Host::BOTH[side])
            }
            Choice::User(side, input) => {
                let call = match input {
                    Input::OpenPassive => "OPEN passive",
                    Input::OpenActive => "OPEN active",
                    Input::Send(_) => "SEND",
                    Input::Close => "CLOSE",
                    Input::Abort => "ABORT",
                    Input::Crash => "crash",
                    Input::Arrive(_) | Input::Expire(_) | Input::Pass(_) => "nothing",
                };
                format!("{}: {call}", Host::BOTH[side])
            }
        }
    }
}
