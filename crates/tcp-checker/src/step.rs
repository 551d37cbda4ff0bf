//! What a choice makes of a world.

use crate::choice::Choice;
use crate::ends::{Input, LAST, Outcome};
use crate::search::Search;
use crate::world::{Ghost, INCARNATIONS, Stage, Travelling, World};
use tcp_model::host::Host;
use tcp_model::state::State;
use tcp_model::time::Duration;
use tcp_model::timer::Timer;
use tcp_model::verdict::Verdict;

impl Search {
    /// Makes `next` the world after a choice. Says whether there is one: a call may be refused,
    /// and not all incarnations are told apart. What the step broke is in
    /// [`broken`](Search::broken).
    pub fn step(&mut self, world: &World, choice: Choice, next: &mut World) -> bool {
        self.forget_broken();
        next.become_like(world);
        self.take(choice, next).is_some_and(|()| {
            self.watch_quiet(next);
            self.forget_the_dead(next);
            true
        })
    }

    fn take(&mut self, choice: Choice, next: &mut World) -> Option<()> {
        let past = &mut next.story.past;
        match choice {
            Choice::Arrive(place) => {
                let travelling = self.store().travelling(next.network.remove(place));
                let Travelling { segment, from, incarnation, .. } = travelling;
                self.happen(next, from.peer() as usize, Input::Arrive(segment), incarnation)
            }
            Choice::Lose(place) => {
                next.network.remove(place);
                past.losses += 1;
                Some(())
            }
            Choice::Double(place) => {
                next.network.insert(place, next.network[place]);
                past.duplicates += 1;
                Some(())
            }
            Choice::Die(place) => {
                past.losses += 1;
                let dead = self.store().travelling(next.network.remove(place));
                self.pass(next, dead.life?);
                next.story.before = dead.before & self.has_a_lifetime_left(next);
                Some(())
            }
            Choice::User(side, input) => {
                past.aborts += u8::from(input == Input::Abort);
                if input == Input::Crash {
                    (past.crashes, past.spoke) = (past.crashes + 1, [false; 2]);
                }
                self.happen(next, side, input, 0)
            }
            Choice::Expire(side, timer) => {
                let early = !next.network.is_empty() && timer != Timer::TimeWait;
                past.early_timeouts += u8::from(early);
                let timers = &self.ends().end(next.ends[side]).timers;
                let (_, left) = *timers.iter().find(|(running, _)| *running == timer)?;
                self.pass(next, left);
                next.story.before = 0;
                self.happen(next, side, Input::Expire(timer), 0)
            }
            Choice::Forge(side, forgery) => {
                past.forgeries += 1;
                let segment = self.ends_mut().forge(forgery, next.ends[side]);
                self.happen(next, side, Input::Arrive(segment), 0)
            }
        }
    }

    /// Time passes for everything. After the user timeout nothing is left for which it could.
    fn pass(&mut self, world: &mut World, length: Duration) {
        if length == Duration::ZERO || length == LAST {
            return;
        }
        for end in &mut world.ends {
            *end = self.ends_mut().outcome(*end, Input::Pass(length)).end;
        }
        for id in &mut world.network {
            let travelling = self.store().travelling(*id);
            let life = travelling.life.map(|life| life - length);
            *id = self.store_mut().travelling_id(Travelling { life, ..travelling });
        }
        world.network.sort_unstable();
    }

    /// Something happens to an end; an arriving segment was sent by `incarnation` of its peer.
    fn happen(
        &mut self,
        world: &mut World,
        side: usize,
        input: Input,
        incarnation: u8,
    ) -> Option<()> {
        let outcome = self.ends_mut().outcome(world.ends[side], input);
        if outcome.refused {
            return None;
        }
        world.ends[side] = outcome.end;
        if let Some(broken) = outcome.broken {
            self.breaks_invariant(broken);
        }
        self.follow_user(world, side, input)?;
        let syn = self.syn(1 - side, incarnation);
        if let Some(verdict) = outcome.verdict
            && verdict.accepts_syn()
        {
            if verdict == Verdict::NewIncarnation {
                self.begin(&mut world.story.ghosts[side])?;
            }
            let ghost = &mut world.story.ghosts[side];
            ghost.accepted[usize::from(ghost.incarnation).checked_sub(1)?] = syn;
            ghost.answer(syn);
        }
        if outcome.verdict == Some(Verdict::SynCookieSent) {
            world.story.ghosts[side].answer(syn);
        }
        for octet in &outcome.delivered {
            self.watch_octet(&mut world.story, side, *octet);
        }
        // What an end sends as it gives up belongs to the incarnation that it gives up.
        let sender = world.story.ghosts[side].incarnation;
        self.follow_transitions(world, side, &outcome)?;
        self.follow_time_wait(world, side, &outcome);
        let asked = matches!(input, Input::OpenActive | Input::Send(_) | Input::Close);
        if asked && outcome.spoke && world.story.past.crashes > 0 {
            world.story.past.spoke = [true; 2];
        }
        self.follow_sent(world, side, &outcome, sender);
        Some(())
    }

    fn follow_user(&mut self, world: &mut World, side: usize, input: Input) -> Option<()> {
        let user = &mut world.story.users[side];
        match input {
            Input::OpenActive | Input::OpenPassive => {
                (user.opens, user.sent, user.stage) = (user.opens + 1, 0, Stage::Opened);
                self.begin(&mut world.story.ghosts[side])?;
            }
            Input::Send(_) => user.sent += 1,
            Input::Close => user.stage = Stage::Closed,
            Input::Arrive(_) | Input::Abort | Input::Crash | Input::Expire(_) | Input::Pass(_) => {}
        }
        Some(())
    }

    fn follow_transitions(
        &mut self,
        world: &mut World,
        side: usize,
        outcome: &Outcome,
    ) -> Option<()> {
        for (from, to) in &outcome.transitions {
            self.note_edge(*from, *to);
            let user = &mut world.story.users[side];
            match to {
                State::Established => self.watch_established(&mut world.story, side),
                State::Listen if *from == State::SynReceived => {
                    self.begin(&mut world.story.ghosts[side])?;
                }
                // The user learns that it has no connection any more.
                State::Closed if user.stage != Stage::Closed => {
                    (user.stage, user.sent) = (Stage::Idle, 0);
                }
                State::Closed => user.sent = 0,
                _ => {}
            }
        }
        Some(())
    }

    /// What was sent before TIME-WAIT began dies before it ends, or before it has a lifetime left,
    /// even if both are said to be at the same moment: here nothing takes time but waiting.
    fn follow_time_wait(&mut self, world: &mut World, side: usize, outcome: &Outcome) {
        let over = outcome.transitions.iter().any(|(from, _)| *from == State::TimeWait);
        if outcome.time_wait.is_none() && !over {
            return;
        }
        let msl = self.model().knobs[Host::BOTH[side]].msl;
        world.story.before &= !(1 << side);
        for id in &mut world.network {
            let travelling = self.store().travelling(*id);
            let ties = travelling
                .life
                .is_some_and(|life| [Some(life), Some(life + msl)].contains(&outcome.time_wait));
            let before = travelling.before & !(1 << side) | u8::from(ties) << side;
            *id = self.store_mut().travelling_id(Travelling { before, ..travelling });
        }
        world.network.sort_unstable();
    }

    /// The ends, as bits, whose TIME-WAIT lasts for a lifetime from now.
    fn has_a_lifetime_left(&self, world: &World) -> u8 {
        let lasts = |side: usize| {
            let msl = self.model().knobs[Host::BOTH[side]].msl;
            self.ends().end(world.ends[side]).timers.contains(&(Timer::TimeWait, msl))
        };
        u8::from(lasts(0)) | u8::from(lasts(1)) << 1
    }

    fn follow_sent(&mut self, world: &mut World, side: usize, outcome: &Outcome, sender: u8) {
        let past = &mut world.story.past;
        past.trouble |= outcome.trouble && self.remembers_trouble();
        let from = Host::BOTH[side];
        let model = self.model();
        // TIME-WAIT alone waits for old segments to die, and only CLOSE leads there.
        let life = (model.bounds.closes > 0).then_some(model.knobs[from].msl);
        let before = world.story.before & self.has_a_lifetime_left(world);
        for segment in &outcome.sent {
            let travelling =
                Travelling { segment: *segment, from, incarnation: sender, life, before };
            let id = self.store_mut().travelling_id(travelling);
            let place = world.network.partition_point(|other| *other < id);
            world.network.insert(place, id);
        }
    }

    /// A new incarnation, unless there have been as many as are told apart.
    fn begin(&mut self, ghost: &mut Ghost) -> Option<()> {
        if usize::from(ghost.incarnation) == INCARNATIONS {
            self.truncate();
            return None;
        }
        ghost.incarnation += 1;
        ghost.delivered = 0;
        Some(())
    }

    /// What is known of an incarnation that nothing in the world can ask about any more is
    /// forgotten, so that worlds that differ in nothing else are one. It can be asked about while
    /// it is the current one of a connection, while the peer's current one has accepted its SYN,
    /// and while a segment that it sent is in the network.
    fn forget_the_dead(&mut self, world: &mut World) {
        for side in 0..2 {
            let current = world.story.ghosts[side].incarnation;
            let closed = self.ends().state(world.ends[side]) == State::Closed;
            if closed {
                world.story.ghosts[side].delivered = 0;
            }
            let peer = world.story.ghosts[1 - side];
            let asked_for = peer.accepted_by(peer.incarnation);
            for incarnation in 1..=current {
                let lives = (incarnation == current && !closed)
                    || self.syn(side, incarnation) == asked_for
                    || world.network.iter().any(|id| {
                        let travelling = self.store().travelling(*id);
                        travelling.from as usize == side && travelling.incarnation == incarnation
                    });
                if !lives {
                    world.story.ghosts[side].forget(incarnation);
                }
            }
        }
    }
}
