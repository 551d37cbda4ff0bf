//! What the page itself says. A message that is missing in a language does not compile.

use crate::caption::fill;
use crate::ladder::say;
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
    /// No text.
    NoOctets,
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
    /// The scenario could not be fetched.
    MissingScenario,
    /// A part of the address cannot be used.
    UnusableAddress,
    /// Takes a notice away.
    Dismiss,
}

impl Message {
    /// In one language.
    pub fn say(self, lang: Lang) -> Cow<'static, str> {
        let message = if self == Message::Octets(0) { Message::NoOctets } else { self };
        let template = match lang {
            Lang::ZhCn => message.zh_cn(),
            Lang::En => message.en(),
        };
        if !template.contains('{') {
            return template.into();
        }
        fill(template, &|name| self.value(name, lang)).into()
    }

    /// What is in the braces.
    fn value(self, name: &str, lang: Lang) -> Option<String> {
        let (n, of) = match self {
            Message::Host(host) | Message::SendSequence(host) => {
                return Some(say::host(lang, host).to_owned());
            }
            Message::Octets(n) => (n as usize, 0),
            Message::AllQuestions(n) | Message::JumpTo(n) => (n, 0),
            Message::EventOf(n, of) | Message::StepOf(n, of) => (n, of),
            _ => return None,
        };
        Some(if name == "of" { of } else { n }.to_string())
    }

    fn zh_cn(self) -> &'static str {
        match self {
            Message::SkipToPlayer => "跳到播放器",
            Message::Language => "语言",
            Message::Theme => "主题",
            Message::ThemeAuto => "跟随系统",
            Message::ThemeLight => "浅色",
            Message::ThemeDark => "深色",
            Message::InterviewQuestions => "面试题",
            Message::Steps => "分步讲解",
            Message::AllQuestions(_) => "全部 {n} 个问题",
            Message::SearchQuestions => "搜索问题",
            Message::NothingFound => "没有匹配的问题",
            Message::Close => "关闭",
            Message::Protocol => "协议",
            Message::WrongProtocol => "错的协议",
            Message::RightProtocol => "正确的做法",
            Message::WholeAnswer => "完整的回答",
            Message::Variations => "变化",
            Message::AsAsked => "原题",
            Message::Stage => "两条泳道，时间向下",
            Message::Legend => "图例",
            Message::Before => "还什么都没有发生",
            Message::BeforeHint => "按播放，或用方向键 → 一步一步看。",
            Message::Evidence => "依据",
            Message::StateDiagram => "状态图",
            Message::StateDiagramKey => "实线：客户端走过；虚线：服务器走过",
            Message::SegmentFields => "报文段",
            Message::SegmentOnTheWay => "途中的报文段",
            Message::LastSegment => "上一个报文段",
            Message::ChosenSegment => "选中的报文段",
            Message::NoSegment => "还没有报文段。",
            Message::SegmentBefore => "前一个报文段",
            Message::SegmentAfter => "后一个报文段",
            Message::NoOctets => "无数据",
            Message::Octets(_) => "{n} 字节数据",
            Message::SourcePort => "源端口",
            Message::DestinationPort => "目的端口",
            Message::SequenceNumber => "序列号",
            Message::AcknowledgmentNumber => "确认号",
            Message::Offset => "偏移",
            Message::Reserved => "保留",
            Message::Window => "窗口",
            Message::Variables => "两端的变量",
            Message::VariablesShort => "变量",
            Message::SendSequence(_) => "{host}的发送序列",
            Message::Host(_) => "{host}",
            Message::Off => "无",
            Message::Timer => "计时器",
            Message::Controls => "播放控制",
            Message::Restart => "回到开头",
            Message::StepBack => "上一步",
            Message::Play => "播放",
            Message::Pause => "暂停",
            Message::StepForward => "下一步",
            Message::Timeline => "时间轴",
            Message::Speed => "速度",
            Message::EventOf(..) => "第 {n} 步，共 {of} 步",
            Message::StepOf(..) => "第 {n} 步，共 {of} 步：",
            Message::NothingYet => "尚未开始",
            Message::Transcript => "文字记录",
            Message::JumpTo(_) => "跳到第 {n} 步",
            Message::Keys => "空格 播放 · ← → 单步 · , . 细步 · < > 速度 · / 搜索",
            Message::UnknownScenario => "没有这个问题，改为显示下面这一个：",
            Message::MissingScenario => "这个问题没能取来，请检查网络后再试：",
            Message::UnusableAddress => "地址中这一部分无法使用：",
            Message::Dismiss => "知道了",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Message::SkipToPlayer => "Skip to the player",
            Message::Language => "Language",
            Message::Theme => "Theme",
            Message::ThemeAuto => "Auto",
            Message::ThemeLight => "Light",
            Message::ThemeDark => "Dark",
            Message::InterviewQuestions => "Interview questions",
            Message::Steps => "Step by step",
            Message::AllQuestions(_) => "All {n} questions",
            Message::SearchQuestions => "Search questions",
            Message::NothingFound => "No question matches",
            Message::Close => "Close",
            Message::Protocol => "Protocol",
            Message::WrongProtocol => "Wrong protocol",
            Message::RightProtocol => "The right answer",
            Message::WholeAnswer => "The whole answer",
            Message::Variations => "Variations",
            Message::AsAsked => "As asked",
            Message::Stage => "Two lanes, time running down",
            Message::Legend => "Key",
            Message::Before => "Nothing has happened yet",
            Message::BeforeHint => "Press play, or go through it event by event with →.",
            Message::Evidence => "Evidence",
            Message::StateDiagram => "State diagram",
            Message::StateDiagramKey => "solid: client’s path, dashed: server’s",
            Message::SegmentFields => "Segment",
            Message::SegmentOnTheWay => "Segment on the way",
            Message::LastSegment => "Last segment",
            Message::ChosenSegment => "Chosen segment",
            Message::NoSegment => "No segment yet.",
            Message::SegmentBefore => "Segment before",
            Message::SegmentAfter => "Segment after",
            Message::NoOctets => "no data",
            Message::Octets(_) => "{n} octets of data",
            Message::SourcePort => "Source port",
            Message::DestinationPort => "Destination port",
            Message::SequenceNumber => "Sequence number",
            Message::AcknowledgmentNumber => "Acknowledgment number",
            Message::Offset => "Offs",
            Message::Reserved => "Rsrvd",
            Message::Window => "Window",
            Message::Variables => "Variables of both ends",
            Message::VariablesShort => "Variables",
            Message::SendSequence(_) => "{host}: send sequence",
            Message::Host(_) => "{host}",
            Message::Off => "none",
            Message::Timer => "Timers",
            Message::Controls => "Playback",
            Message::Restart => "From the start",
            Message::StepBack => "Previous event",
            Message::Play => "Play",
            Message::Pause => "Pause",
            Message::StepForward => "Next event",
            Message::Timeline => "Timeline",
            Message::Speed => "Speed",
            Message::EventOf(..) => "Event {n} of {of}",
            Message::StepOf(..) => "step {n} of {of}: ",
            Message::NothingYet => "not started",
            Message::Transcript => "Transcript",
            Message::JumpTo(_) => "Go to event {n}",
            Message::Keys => "Space play · ← → step · , . fine · < > speed · / search",
            Message::UnknownScenario => "There is no such question; another one is shown instead:",
            Message::MissingScenario => {
                "This question could not be fetched; check the network and try again:"
            }
            Message::UnusableAddress => "This part of the address cannot be used:",
            Message::Dismiss => "OK",
        }
    }
}
