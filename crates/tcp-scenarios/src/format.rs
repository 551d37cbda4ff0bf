//! The format of a scenario file, `tcp-lanes-scenario/1`; docs/scenarios.md explains it.
//!
//! Enumerations are written externally tagged (`{"delay": "1.1s"}`) and no field is flattened,
//! so that the same types serve JSON for people and a compact form for the page.

use crate::property::Property;
use crate::prose::Text;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tcp_model::endpoint::Signal;
use tcp_model::fault::{Fault, SegmentPattern};
use tcp_model::host::{Host, PerHost};
use tcp_model::knobs::{
    AcceptQueue, DuplicateSyn, FastOpenUse, Handshake, Isn, KeepAlive, Knobs, Profile, SynCookies,
    TimeWait, TimeWaitReuse,
};
use tcp_model::script::ScriptStep;
use tcp_model::sim::{Start, Weather};
use tcp_model::state::State;
use tcp_model::time::Duration;
use tcp_model::timer::Timer;
use tcp_model::trace::HostChange;

/// The first line of every scenario file.
pub const FORMAT: &str = "tcp-lanes-scenario/1";

/// A question, the run that answers it, and what is said about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    /// Where the schema of the format is, for editors.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// The name and version of the format: `tcp-lanes-scenario/1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = FORMAT)))]
    pub format: String,
    /// Its name in addresses: lower-case words joined by hyphens.
    pub id: String,
    /// Where the list of questions shows it.
    pub group: Group,
    /// What happens, in a few words.
    pub title: Text,
    /// The question that it answers.
    pub question: Text,
    /// The answer, in two or three sentences.
    pub answer: Text,
    /// What is not TCP in general here, or was chosen for reading: ISNs, shortened timers.
    #[serde(default)]
    pub note: Option<Text>,
    /// Where the RFCs say so.
    pub rfc: Vec<String>,
    /// Whether it stems from the post that this project began with.
    #[serde(default)]
    pub from_original_post: bool,
    /// The address of the right protocol on the same network, for a wrong one.
    #[serde(default)]
    pub right: Option<String>,
    /// The models of the checker that bear on the question, the one to begin with first.
    #[serde(default)]
    pub proof: Vec<String>,
    /// What the run depends on.
    pub run: RunFile,
    /// What is said at chosen moments, before what the trace itself says.
    #[serde(default)]
    pub captions: Vec<Caption>,
    /// What must hold of the run.
    pub claims: Vec<Claim>,
    /// Variations on the same question.
    #[serde(default)]
    pub alternatives: Vec<AlternativeFile>,
}

/// A variation: what it leaves out of `run` it takes from its scenario.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AlternativeFile {
    /// Its name after the scenario's and a slash.
    pub id: String,
    /// What happens, in a few words.
    pub title: Text,
    /// What it shows.
    pub answer: Text,
    /// As in [`ScenarioFile`].
    #[serde(default)]
    pub note: Option<Text>,
    /// As in [`ScenarioFile`].
    #[serde(default)]
    pub right: Option<String>,
    /// What differs.
    #[serde(default)]
    pub run: RunChanges,
    /// As in [`ScenarioFile`]; not taken over.
    #[serde(default)]
    pub captions: Vec<Caption>,
    /// As in [`ScenarioFile`]; not taken over.
    pub claims: Vec<Claim>,
}

/// What a run depends on.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RunFile {
    /// Where both ends begin.
    #[serde(default)]
    pub start: Start,
    /// How long a segment travels; 40 ms when it is missing.
    #[serde(default)]
    pub delay: Option<Duration>,
    /// How the endpoints differ from RFC 9293 with RFC 5961.
    #[serde(default)]
    pub knobs: KnobsFile,
    /// Where the server's initial sequence numbers for the connections of strangers come from,
    /// all of theirs counted together; as for the client's when it is missing.
    #[serde(default)]
    pub strangers_isn: Option<Isn>,
    /// What the network does.
    #[serde(default)]
    pub faults: Vec<Fault>,
    /// What the network does by chance.
    #[serde(default)]
    pub weather: Weather,
    /// What the users do.
    pub script: Vec<ScriptStep>,
    /// Where the run is cut off, if that is before it comes to rest.
    #[serde(default)]
    pub until: Option<Duration>,
    /// What a reader has changed.
    #[serde(default)]
    pub interventions: Vec<Intervention>,
}

/// What an alternative changes of a run; a part that is given replaces the scenario's.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RunChanges {
    /// Replaces [`RunFile::knobs`].
    #[serde(default)]
    pub knobs: Option<KnobsFile>,
    /// Replaces [`RunFile::faults`].
    #[serde(default)]
    pub faults: Option<Vec<Fault>>,
    /// Replaces [`RunFile::script`].
    #[serde(default)]
    pub script: Option<Vec<ScriptStep>>,
    /// Replaces [`RunFile::until`].
    #[serde(default)]
    pub until: Option<Duration>,
}

/// Something that a reader does to a run. Faults come before the scenario's own; steps happen
/// beside its script.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Intervention {
    /// The network treats a segment otherwise.
    Fault(Fault),
    /// A user does something more.
    Step(ScriptStep),
}

/// The knobs of both ends: `both` first, then each end's own.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct KnobsFile {
    /// Of both ends.
    #[serde(default)]
    pub both: KnobChanges,
    /// Of the client.
    #[serde(default)]
    pub client: KnobChanges,
    /// Of the server.
    #[serde(default)]
    pub server: KnobChanges,
}

impl KnobsFile {
    /// The knobs of each end.
    pub fn per_host(&self) -> PerHost<Arc<Knobs>> {
        let of = |own: &KnobChanges| {
            let mut knobs = Knobs::default();
            self.both.apply(&mut knobs);
            own.apply(&mut knobs);
            Arc::new(knobs)
        };
        PerHost { client: of(&self.client), server: of(&self.server) }
    }

    /// What must be turned for knobs like these, as far as a file can say it: what both ends
    /// share is in `both`.
    pub fn of(knobs: &PerHost<Arc<Knobs>>) -> KnobsFile {
        let [both, client, server] = KnobChanges::split(&knobs.client, &knobs.server);
        KnobsFile { both, client, server }
    }
}

macro_rules! knob_changes {
    (
        $($(#[$doc:meta])* $name:ident: $type:ty,)*
        ---
        $($(#[$optional_doc:meta])* $optional:ident: $optional_type:ty,)*
    ) => {
        /// The knobs that are turned; [`Knobs`] explains each and has the defaults.
        #[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct KnobChanges {
            /// A set of knobs by name, before the others.
            #[serde(default)]
            pub profile: Option<Profile>,
            $($(#[$doc])* #[serde(default)] pub $name: Option<$type>,)*
            $($(#[$optional_doc])* #[serde(default)] pub $optional: Option<$optional_type>,)*
        }

        impl KnobChanges {
            fn apply(&self, knobs: &mut Knobs) {
                if let Some(profile) = self.profile {
                    profile.apply(knobs);
                }
                $(if let Some(value) = &self.$name { knobs.$name = value.clone(); })*
                $(if self.$optional.is_some() { knobs.$optional = self.$optional; })*
            }

            /// How these knobs differ from the defaults: what both have, the client's, the server's.
            fn split(client: &Knobs, server: &Knobs) -> [KnobChanges; 3] {
                // So that a knob that is missing does not compile.
                let Knobs { $($name,)* $($optional,)* } = Knobs::default();
                let mut changes: [KnobChanges; 3] = Default::default();
                $(
                    let owners = if client.$name == server.$name { 0..1 } else { 1..3 };
                    for owner in owners {
                        let value = if owner == 2 { &server.$name } else { &client.$name };
                        changes[owner].$name = (*value != $name).then(|| value.clone());
                    }
                )*
                $(
                    let owners = if client.$optional == server.$optional { 0..1 } else { 1..3 };
                    for owner in owners {
                        let value = if owner == 2 { server.$optional } else { client.$optional };
                        changes[owner].$optional = value.filter(|_| value != $optional);
                    }
                )*
                changes
            }
        }
    };
}

knob_changes! {
    /// [`Knobs::handshake`].
    handshake: Handshake,
    /// [`Knobs::isn`].
    isn: Isn,
    /// [`Knobs::time_wait`].
    time_wait: TimeWait,
    /// [`Knobs::rfc5961`].
    rfc5961: bool,
    /// [`Knobs::msl`].
    msl: Duration,
    /// [`Knobs::rto`].
    rto: Duration,
    /// [`Knobs::r2`].
    r2: u8,
    /// [`Knobs::r2_syn`].
    r2_syn: u8,
    /// [`Knobs::user_timeout`].
    user_timeout: Duration,
    /// [`Knobs::receive_buffer`].
    receive_buffer: u32,
    /// [`Knobs::send_buffer`].
    send_buffer: u32,
    /// [`Knobs::auto_receive`].
    auto_receive: bool,
    /// [`Knobs::r1`].
    r1: u8,
    /// [`Knobs::mtu`].
    mtu: u16,
    /// [`Knobs::ipv6`].
    ipv6: bool,
    /// [`Knobs::figure_7`].
    figure_7: bool,
    /// [`Knobs::duplicate_syn`].
    duplicate_syn: DuplicateSyn,
    /// [`Knobs::rfc1337`].
    rfc1337: bool,
    /// [`Knobs::time_wait_reuse`].
    time_wait_reuse: TimeWaitReuse,
    /// [`Knobs::half_duplex_close`].
    half_duplex_close: bool,
    /// [`Knobs::nagle`].
    nagle: bool,
    /// [`Knobs::timestamps`].
    timestamps: bool,
    /// [`Knobs::sack_permitted`].
    sack_permitted: bool,
    /// [`Knobs::fast_open`].
    fast_open: FastOpenUse,
    /// [`Knobs::congestion_control`].
    congestion_control: bool,
    /// [`Knobs::syn_cookies`].
    syn_cookies: SynCookies,
    /// [`Knobs::secret`].
    secret: u64,
    ---
    /// [`Knobs::fin_wait_2_timeout`].
    fin_wait_2_timeout: Duration,
    /// [`Knobs::keepalive`].
    keepalive: KeepAlive,
    /// [`Knobs::delayed_ack`].
    delayed_ack: Duration,
    /// [`Knobs::mss`].
    mss: u16,
    /// [`Knobs::min_rto`].
    min_rto: Duration,
    /// [`Knobs::window_scale`].
    window_scale: u8,
    /// [`Knobs::initial_window`].
    initial_window: u8,
    /// [`Knobs::syn_backlog`].
    syn_backlog: u16,
    /// [`Knobs::accept_queue`].
    accept_queue: AcceptQueue,
    /// [`Knobs::challenge_acks`].
    challenge_acks: u8,
}

/// What is said at a moment. The words may use `{seq}`, `{ack}`, `{len}` and `{next}` of the
/// segment that the moment is about, and `{t}`, its time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Caption {
    /// The moment: the first beat of the run that fits and has no caption yet.
    pub on: Moment,
    /// A headline.
    pub title: Text,
    /// What happened, and why.
    pub text: Text,
}

/// A kind of beat, by its cause or by what it brought about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// A segment like this was sent.
    Send(SegmentPattern),
    /// A segment like this arrived.
    Arrive(SegmentPattern),
    /// A segment like this was lost.
    Lose(SegmentPattern),
    /// A segment like this outlived MSL.
    Expire(SegmentPattern),
    /// A timer of a host expired.
    Timer(Host, Timer),
    /// A host entered a state.
    State(Host, State),
    /// A call of a host's user was refused.
    Refused(Host),
    /// Something befell a host.
    Host(Host, HostChange),
    /// The script points at something by this name.
    Note(String),
}

/// What must hold of a run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Claim {
    /// In the end a host is in a state.
    Final(Host, State),
    /// A host enters a state at some time.
    Enters(Host, State),
    /// A host is in a state from this time on, for the first time.
    EntersAt(Host, State, Duration),
    /// A host never enters a state.
    Never(Host, State),
    /// All that a host's user received is these texts, each repeated to so many octets.
    Delivered(Host, Vec<(String, u32)>),
    /// A host's user is told something.
    Told(Host, Signal),
    /// A host's user is never told something.
    NotTold(Host, Signal),
    /// So many segments like this are sent, copies not counted.
    Sent(SegmentPattern, u32),
    /// In the end no timer runs at a host, so it will stay as it is.
    NothingRunning(Host),
    /// The run keeps a property.
    Keeps(Property),
    /// It breaks one.
    Breaks(Property),
}

/// The groups in which questions are listed, in their order.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Opening a connection.
    Establish,
    /// Why three messages.
    WhyNotN,
    /// Initial sequence numbers.
    Isn,
    /// Loss and retransmission.
    Loss,
    /// Closing a connection.
    Teardown,
    /// TIME-WAIT and 2MSL.
    TimeWait,
    /// Resets and half-open connections.
    Reset,
    /// Queues and attacks.
    Queues,
    /// Simultaneous open and close.
    Simultaneous,
    /// Data and windows.
    Data,
    /// Options.
    Options,
}
