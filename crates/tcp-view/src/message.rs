//! What the page itself says. A message that is missing in a language does not compile.

use std::borrow::Cow;
use tcp_model::host::Host;
use tcp_scenarios::prose::Lang;

/// Something that the page says.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Message {
    /// The link that skips what stands before the player.
    SkipToPlayer,
    /// The switch between languages.
    Language,
    /// The switch between themes.
    Theme,
    /// The theme follows the system.
    ThemeAuto,
    /// The light theme.
    ThemeLight,
    /// The dark theme.
    ThemeDark,
    /// The four questions on top.
    InterviewQuestions,
    /// The scenarios that answer one of them, in steps.
    Steps,
    /// The button that opens the list of so many questions.
    AllQuestions(usize),
    /// The field that searches them.
    SearchQuestions,
    /// Nothing was found.
    NothingFound,
    /// The button that closes the list.
    Close,
    /// The switch between the protocols.
    Protocol,
    /// The wrong one.
    WrongProtocol,
    /// The right one.
    RightProtocol,
    /// The rest of the answer.
    WholeAnswer,
    /// The heading of a scenario's variations.
    Variations,
    /// The scenario itself among its variations.
    AsAsked,
    /// The drawing of the run.
    Stage,
    /// The drawing's key.
    Legend,
    /// The caption before anything has happened.
    Before,
    /// What to do then.
    BeforeHint,
    /// The evidence beside the ladder.
    Evidence,
    /// The state diagram.
    StateDiagram,
    /// Its key.
    StateDiagramKey,
    /// The table of a segment's fields.
    SegmentFields,
    /// The segment that travels.
    SegmentOnTheWay,
    /// The segment that landed last.
    LastSegment,
    /// The segment that the reader chose.
    ChosenSegment,
    /// There is no segment yet.
    NoSegment,
    /// To the segment that was sent before.
    SegmentBefore,
    /// To the segment that was sent after.
    SegmentAfter,
    /// So many octets of text.
    Octets(u32),
    /// A field of the header.
    SourcePort,
    /// A field of the header.
    DestinationPort,
    /// A field of the header.
    SequenceNumber,
    /// A field of the header.
    AcknowledgmentNumber,
    /// A field of the header.
    Offset,
    /// A field of the header.
    Reserved,
    /// A field of the header.
    Window,
    /// The variables of both ends.
    Variables,
    /// The same in few letters.
    VariablesShort,
    /// What an end has sent.
    SendSequence(Host),
    /// A host by name.
    Host(Host),
    /// A timer that is not running.
    Off,
    /// So much is left of a timer; the time itself follows.
    Timer,
    /// The controls.
    Controls,
    /// From the start.
    Restart,
    /// One event back.
    StepBack,
    /// Play.
    Play,
    /// Pause.
    Pause,
    /// One event on.
    StepForward,
    /// The timeline.
    Timeline,
    /// How fast.
    Speed,
    /// So many of so many events are behind the playhead.
    EventOf(usize, usize),
    /// The same for a screen reader.
    StepOf(usize, usize),
    /// Nothing has happened yet.
    NothingYet,
    /// The table of all that happens.
    Transcript,
    /// The button that jumps to a row.
    JumpTo(usize),
    /// The keys, in a line.
    Keys,
    /// The address asked for a scenario that is not there.
    UnknownScenario,
    /// A part of the address cannot be used.
    UnusableAddress,
    /// Takes a notice away.
    Dismiss,
}

impl Message {
    /// In one language.
    pub fn say(self, lang: Lang) -> Cow<'static, str> {
        match lang {
            Lang::ZhCn => self.zh_cn(),
            Lang::En => self.en(),
        }
    }

    fn zh_cn(self) -> Cow<'static, str> {
        match self {
            Message::SkipToPlayer => "跳到播放器".into(),
            Message::Language => "语言".into(),
            Message::Theme => "主题".into(),
            Message::ThemeAuto => "跟随系统".into(),
            Message::ThemeLight => "浅色".into(),
            Message::ThemeDark => "深色".into(),
            Message::InterviewQuestions => "面试题".into(),
            Message::Steps => "分步讲解".into(),
            Message::AllQuestions(count) => format!("全部 {count} 个问题").into(),
            Message::SearchQuestions => "搜索问题".into(),
            Message::NothingFound => "没有匹配的问题".into(),
            Message::Close => "关闭".into(),
            Message::Protocol => "协议".into(),
            Message::WrongProtocol => "错的协议".into(),
            Message::RightProtocol => "正确的做法".into(),
            Message::WholeAnswer => "完整的回答".into(),
            Message::Variations => "变化".into(),
            Message::AsAsked => "原题".into(),
            Message::Stage => "两条泳道，时间向下".into(),
            Message::Legend => "图例".into(),
            Message::Before => "还什么都没有发生".into(),
            Message::BeforeHint => "按播放，或用方向键 → 一步一步看。".into(),
            Message::Evidence => "依据".into(),
            Message::StateDiagram => "状态图".into(),
            Message::StateDiagramKey => "实线：客户端走过；虚线：服务器走过".into(),
            Message::SegmentFields => "报文段".into(),
            Message::SegmentOnTheWay => "途中的报文段".into(),
            Message::LastSegment => "上一个报文段".into(),
            Message::ChosenSegment => "选中的报文段".into(),
            Message::NoSegment => "还没有报文段。".into(),
            Message::SegmentBefore => "前一个报文段".into(),
            Message::SegmentAfter => "后一个报文段".into(),
            Message::Octets(0) => "无数据".into(),
            Message::Octets(count) => format!("{count} 字节数据").into(),
            Message::SourcePort => "源端口".into(),
            Message::DestinationPort => "目的端口".into(),
            Message::SequenceNumber => "序列号".into(),
            Message::AcknowledgmentNumber => "确认号".into(),
            Message::Offset => "偏移".into(),
            Message::Reserved => "保留".into(),
            Message::Window => "窗口".into(),
            Message::Variables => "两端的变量".into(),
            Message::VariablesShort => "变量".into(),
            Message::SendSequence(host) => format!("{}的发送序列", host_zh_cn(host)).into(),
            Message::Host(host) => host_zh_cn(host).into(),
            Message::Off => "无".into(),
            Message::Timer => "定时器".into(),
            Message::Controls => "播放控制".into(),
            Message::Restart => "回到开头".into(),
            Message::StepBack => "上一步".into(),
            Message::Play => "播放".into(),
            Message::Pause => "暂停".into(),
            Message::StepForward => "下一步".into(),
            Message::Timeline => "时间轴".into(),
            Message::Speed => "速度".into(),
            Message::EventOf(n, of) => format!("第 {n} 步，共 {of} 步").into(),
            Message::StepOf(n, of) => format!("第 {n} 步，共 {of} 步：").into(),
            Message::NothingYet => "尚未开始".into(),
            Message::Transcript => "文字记录".into(),
            Message::JumpTo(n) => format!("跳到第 {n} 步").into(),
            Message::Keys => "空格 播放 · ← → 单步 · , . 细步 · < > 速度 · / 搜索".into(),
            Message::UnknownScenario => "没有这个问题，改为显示下面这一个：".into(),
            Message::UnusableAddress => "地址中这一部分无法使用：".into(),
            Message::Dismiss => "知道了".into(),
        }
    }

    fn en(self) -> Cow<'static, str> {
        match self {
            Message::SkipToPlayer => "Skip to the player".into(),
            Message::Language => "Language".into(),
            Message::Theme => "Theme".into(),
            Message::ThemeAuto => "Auto".into(),
            Message::ThemeLight => "Light".into(),
            Message::ThemeDark => "Dark".into(),
            Message::InterviewQuestions => "Interview questions".into(),
            Message::Steps => "Step by step".into(),
            Message::AllQuestions(count) => format!("All {count} questions").into(),
            Message::SearchQuestions => "Search questions".into(),
            Message::NothingFound => "No question matches".into(),
            Message::Close => "Close".into(),
            Message::Protocol => "Protocol".into(),
            Message::WrongProtocol => "Wrong protocol".into(),
            Message::RightProtocol => "The right answer".into(),
            Message::WholeAnswer => "The whole answer".into(),
            Message::Variations => "Variations".into(),
            Message::AsAsked => "As asked".into(),
            Message::Stage => "Two lanes, time running down".into(),
            Message::Legend => "Key".into(),
            Message::Before => "Nothing has happened yet".into(),
            Message::BeforeHint => "Press play, or go through it event by event with →.".into(),
            Message::Evidence => "Evidence".into(),
            Message::StateDiagram => "State diagram".into(),
            Message::StateDiagramKey => "solid: client’s path, dashed: server’s".into(),
            Message::SegmentFields => "Segment".into(),
            Message::SegmentOnTheWay => "Segment on the way".into(),
            Message::LastSegment => "Last segment".into(),
            Message::ChosenSegment => "Chosen segment".into(),
            Message::NoSegment => "No segment yet.".into(),
            Message::SegmentBefore => "Segment before".into(),
            Message::SegmentAfter => "Segment after".into(),
            Message::Octets(0) => "no data".into(),
            Message::Octets(count) => format!("{count} octets of data").into(),
            Message::SourcePort => "Source port".into(),
            Message::DestinationPort => "Destination port".into(),
            Message::SequenceNumber => "Sequence number".into(),
            Message::AcknowledgmentNumber => "Acknowledgment number".into(),
            Message::Offset => "Offs".into(),
            Message::Reserved => "Rsrvd".into(),
            Message::Window => "Window".into(),
            Message::Variables => "Variables of both ends".into(),
            Message::VariablesShort => "Variables".into(),
            Message::SendSequence(host) => format!("{}: send sequence", host_en(host)).into(),
            Message::Host(host) => host_en(host).into(),
            Message::Off => "none".into(),
            Message::Timer => "Timers".into(),
            Message::Controls => "Playback".into(),
            Message::Restart => "From the start".into(),
            Message::StepBack => "Previous event".into(),
            Message::Play => "Play".into(),
            Message::Pause => "Pause".into(),
            Message::StepForward => "Next event".into(),
            Message::Timeline => "Timeline".into(),
            Message::Speed => "Speed".into(),
            Message::EventOf(n, of) => format!("Event {n} of {of}").into(),
            Message::StepOf(n, of) => format!("step {n} of {of}: ").into(),
            Message::NothingYet => "not started".into(),
            Message::Transcript => "Transcript".into(),
            Message::JumpTo(n) => format!("Go to event {n}").into(),
            Message::Keys => "Space play · ← → step · , . fine · < > speed · / search".into(),
            Message::UnknownScenario => {
                "There is no such question; another one is shown instead:".into()
            }
            Message::UnusableAddress => "This part of the address cannot be used:".into(),
            Message::Dismiss => "OK".into(),
        }
    }
}

fn host_zh_cn(host: Host) -> &'static str {
    match host {
        Host::Client => "客户端",
        Host::Server => "服务器",
    }
}

fn host_en(host: Host) -> &'static str {
    match host {
        Host::Client => "Client",
        Host::Server => "Server",
    }
}
