//! What kinds of things happen: the keys of the templates. Each language has words for every
//! one of them, so that a missing translation does not compile.

/// An enumeration that knows all its kinds.
macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($kind:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub(super) enum $name {
            $($kind,)*
        }

        impl $name {
            /// All of them, in order.
            pub(super) const ALL: &[$name] = &[$($name::$kind,)*];
        }
    };
}

/// What happened in a beat.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) enum Plot {
    /// A user made a call.
    Call(CallPlot),
    /// The network did something, or a timer expired.
    World(WorldPlot),
    /// A segment arrived that has to do with opening.
    Opening(OpeningPlot),
    /// A segment arrived that brings the connection on, or is part of its closing.
    Transfer(TransferPlot),
    /// A segment arrived that resets, or that is not taken.
    Refusal(RefusalPlot),
}

kinds! {
    /// A user's call and what came of it.
    CallPlot {
        Listens,
        Connects,
        ConnectsWithText,
        ConnectsTextWaits,
        SendConnects,
        Sends,
        SendsPieces,
        SendsUrgent,
        SendWaitsForOpening,
        SendWaitsForWindow,
        SendWaitsForAck,
        Reads,
        ReadWaits,
        ClosesFirst,
        ClosesUnaware,
        ClosesLast,
        CloseWaitsForText,
        CloseWaitsForOpening,
        CloseUnopened,
        ClosesUnread,
        AbortsWithReset,
        AbortsSilently,
        Accepts,
        AcceptWaits,
        RefusedExists,
        RefusedInTimeWait,
        RefusedNoConnection,
        RefusedClosing,
        RefusedNoRoom,
        RefusedNoRemote,
    }
}

kinds! {
    /// What the network or a timer did.
    WorldPlot {
        OldSyn,
        OldSegment,
        ForgedSyn,
        ForgedSegment,
        Copied,
        LosesAck,
        LosesReset,
        LosesRepeated,
        LosesLastTry,
        LosesOnlyTry,
        LosesForGood,
        LosesNeedless,
        Expires,
        RepeatsSyn,
        RepeatsSynAck,
        RepeatsText,
        RepeatsFin,
        GivesUp,
        GivesUpOnPeer,
        Probes,
        KeepAliveProbes,
        KeepAliveNotNeeded,
        KeepAliveGivesUp,
        AcksLate,
        SendsShort,
        FinWait2Ends,
        UserTimesOut,
        TimeWaitEnds,
        TimeWaitCutShort,
        Crashes,
        Reboots,
        Unplugged,
        PluggedIn,
        Killed,
        UserTold,
        NothingRunning,
        Noted,
        Changes,
        GoesOn,
    }
}

kinds! {
    /// An arrival that has to do with opening.
    OpeningPlot {
        SynTaken,
        SynTakenTwoWay,
        SynTakenFourWay,
        SynAcked,
        SynAckedTwoWay,
        SynAfterAck,
        SynAckedAlone,
        SimultaneousOpen,
        HandshakeDone,
        SynToListen,
        SynAgain,
        SynAckAgain,
        WrongAck,
        WrongAckOfSynAck,
        NoSyn,
        SynAgainSynAck,
        NewIncarnation,
        SynInTimeWait,
        SynWithText,
        CookieSent,
        CookieTaken,
        SynQueueFull,
        AcceptQueueFull,
        AcceptQueueResets,
    }
}

kinds! {
    /// An arrival that brings the connection on, or is part of its closing.
    TransferPlot {
        TextTaken,
        StaleTextTaken,
        TextKept,
        TextEarly,
        FinEarly,
        WindowClosed,
        AckTaken,
        DuplicateAck,
        WindowNews,
        Taken,
        FinTaken,
        FinTakenLast,
        FinAndAck,
        FinsCross,
        FinAcked,
        ClosingAcked,
        LastAckDone,
        FinAgain,
    }
}

kinds! {
    /// An arrival that resets, or that is not taken.
    RefusalPlot {
        Reset,
        ResetInWindow,
        ResetRefusesOpen,
        ResetSilent,
        ResetInTimeWait,
        ResetToListen,
        ResetOutside,
        ResetChallenged,
        ResetIgnored,
        ResetToNobody,
        DuplicateText,
        DuplicateFin,
        StaleRefused,
        OutsideWindow,
        AckTooNew,
        AckTooOld,
        NoAck,
        AfterFin,
        SynChallenged,
        SynResets,
        NobodyHere,
        NobodyHereNoAck,
        AckInListen,
        ChallengeThrottled,
        ResetUnheard,
        TimestampOld,
        TimestampMissing,
        AfterClose,
    }
}

kinds! {
    /// A sentence more, where there is reason for it.
    Aside {
        StaleSyn,
        StaleSegment,
        Forged,
        PeerDown,
        CableOut,
        GapFilled,
        TextToo,
        RestWaits,
        QueuedClose,
        AlsoSends,
        WindowUpdate,
        Copied,
        Slow,
        Urgent,
        DeliveryProblem,
        KeepAliveRuns,
        LastKeepAlive,
        AckWaits,
        FinWait2Runs,
        OverrideRuns,
        RtoRuns,
        NextRto,
        LastWait,
        PersistRuns,
        UserTimeoutFirst,
        RtoStops,
        TimeWaitRuns,
        TimeWaitShort,
    }
}

kinds! {
    /// The rule that a wrong protocol breaks.
    Broken {
        TwoWayServer,
        TwoWayClient,
        FourWayServer,
        FourWayClient,
        AckOfAck,
        TimeWaitZero,
        TimeWaitOneMsl,
        FixedIsn,
    }
}

/// Words for a plot: templates in whose braces [`value`](super::values::value) puts the facts.
pub(super) struct Words {
    pub(super) headline: &'static str,
    pub(super) body: &'static str,
    pub(super) margin: &'static str,
}

/// Shorthand for the tables: headline, body and margin. They make one string of three lines, for
/// that is smaller than three.
#[cfg(feature = "words")]
macro_rules! words {
    ($headline:literal, $body:literal, $margin:literal $(,)?) => {
        concat!($headline, "\n", $body, "\n", $margin)
    };
}
#[cfg(feature = "words")]
pub(super) use words;

impl Words {
    /// What the shorthand has put together.
    pub(super) fn from_lines(lines: &'static str) -> Words {
        let (headline, rest) = lines.split_once('\n').unwrap_or((lines, ""));
        let (body, margin) = rest.split_once('\n').unwrap_or((rest, ""));
        Words { headline, body, margin }
    }
}
