//! What the page itself says. A message that is missing in a language does not compile.

use crate::caption::fill;
use crate::ladder::say;
use std::borrow::Cow;
use std::sync::OnceLock;
use tcp_model::host::Host;
use tcp_scenarios::prose::Lang;

/// What the page says, each with its words in Chinese and in English.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident $(($($payload:ty),*))? { $zh_cn:literal $en:literal })*) => {
        /// Something that the page says.
        #[derive(Copy, Clone, PartialEq, Eq, Debug)]
        pub enum Message {
            $($(#[$doc])* $name $(($($payload),*))?,)*
        }

        /// The same without what is put into it: the number of each.
        enum Kind {
            $($name,)*
        }

        impl Message {
            const fn number(self) -> usize {
                let kind = match self {
                    $(Message::$name { .. } => Kind::$name,)*
                };
                kind as usize
            }
        }

        /// The words by number, in Chinese and in English.
        #[cfg(feature = "words")]
        const WORDS: &[[&str; 2]] = &[$([$zh_cn, $en],)*];
    };
}

messages! {
    /// The link that skips what stands before the player.
    SkipToPlayer { "跳到播放器" "Skip to the player" }
    /// The switch between languages.
    Language { "语言" "Language" }
    /// The switch between themes.
    Theme { "主题" "Theme" }
    /// The theme follows the system.
    ThemeAuto { "跟随系统" "Auto" }
    /// The light theme.
    ThemeLight { "浅色" "Light" }
    /// The dark theme.
    ThemeDark { "深色" "Dark" }
    /// The four questions on top.
    InterviewQuestions { "面试题" "Interview questions" }
    /// The scenarios that answer one of them, in steps.
    Steps { "分步讲解" "Step by step" }
    /// The button that opens the guided start.
    FirstMinute { "新手一分钟" "New here? One minute" }
    /// The button that opens what changes the run.
    Break { "动手破坏" "Break it" }
    /// The button that puts another run beside it.
    Compare { "对比" "Compare" }
    /// The button that asks questions about it.
    Quiz { "考考我" "Quiz me" }
    /// The button that opens a run without a question.
    Free { "自由实验" "Free play" }
    /// The button that passes it on.
    Share { "分享与导出" "Share, export" }
    /// Where two runs part, after the time.
    Part { "分岔" "diverge" }
    /// The button that opens the list of so many questions.
    AllQuestions(usize) { "全部 {n} 个问题" "All {n} questions" }
    /// The field that searches them.
    SearchQuestions { "搜索问题" "Search questions" }
    /// Nothing was found.
    NothingFound { "没有匹配的问题" "No question matches" }
    /// The button that closes the list.
    Close { "关闭" "Close" }
    /// The switch between the protocols.
    Protocol { "协议" "Protocol" }
    /// The wrong one.
    WrongProtocol { "错的协议" "Wrong protocol" }
    /// The right one.
    RightProtocol { "正确的做法" "The right answer" }
    /// The rest of the answer.
    WholeAnswer { "完整的回答" "The whole answer" }
    /// The heading of a scenario's variations.
    Variations { "变化" "Variations" }
    /// The scenario itself among its variations.
    AsAsked { "原题" "As asked" }
    /// The button that opens the checker's panel.
    Prove { "证明它" "Prove it" }
    /// The drawing of the run.
    Stage { "两条泳道，时间向下" "Two lanes, time running down" }
    /// The drawing's key.
    Legend { "图例" "Key" }
    /// The caption before anything has happened.
    Before { "还什么都没有发生" "Nothing has happened yet" }
    /// What to do then.
    BeforeHint {
        "按播放，或用 ▶| 或方向键 → 一步一步看。"
        "Press play, or go through it event by event with ▶| or →."
    }
    /// The evidence beside the ladder.
    Evidence { "依据" "Evidence" }
    /// The state diagram.
    StateDiagram { "状态图" "State diagram" }
    /// Its key.
    StateDiagramKey {
        "实线：客户端走过；虚线：服务器走过"
        "solid: client’s path, dashed: server’s"
    }
    /// The table of a segment's fields.
    SegmentFields { "报文段" "Segment" }
    /// There is no segment yet.
    NoSegment { "还没有报文段。" "No segment yet." }
    /// A queue of the listener.
    Queue { "队列" "queue" }
    /// The variables of both ends.
    Variables { "两端的变量" "Variables of both ends" }
    /// The same in few letters.
    VariablesShort { "变量" "Variables" }
    /// What an end has sent.
    SendSequence(Host) { "{host}的发送序列" "{host}: send sequence" }
    /// A host by name.
    Host(Host) { "{host}" "{host}" }
    /// A timer that is not running.
    Off { "无" "none" }
    /// So much is left of a timer; the time itself follows.
    Timer { "计时器" "Timers" }
    /// The controls.
    Controls { "播放控制" "Playback" }
    /// From the start.
    Restart { "回到开头" "From the start" }
    /// One event back.
    StepBack { "上一步" "Previous event" }
    /// Play.
    Play { "播放" "Play" }
    /// Pause.
    Pause { "暂停" "Pause" }
    /// One event on.
    StepForward { "下一步" "Next event" }
    /// The timeline.
    Timeline { "时间轴" "Timeline" }
    /// How fast.
    Speed { "速度" "Speed" }
    /// So many of so many events are behind the playhead.
    EventOf(usize, usize) { "第 {n} 步，共 {of} 步" "Event {n} of {of}" }
    /// The same for a screen reader.
    StepOf(usize, usize) { "第 {n} 步，共 {of} 步：" "step {n} of {of}: " }
    /// Nothing has happened yet.
    NothingYet { "尚未开始" "not started" }
    /// The table of all that happens.
    Transcript { "文字记录" "Transcript" }
    /// The button that jumps to a row.
    JumpTo(usize) { "跳到第 {n} 步" "Go to event {n}" }
    /// The keys, in a line.
    Keys {
        "空格 播放 · ← → 单步 · , . 细步 · < > 速度 · / 搜索"
        "Space play · ← → step · , . fine · < > speed · / search"
    }
    /// The address asked for a scenario that is not there.
    UnknownScenario {
        "没有这个问题，改为显示下面这一个："
        "There is no such question; another one is shown instead:"
    }
    /// The scenario could not be fetched.
    MissingScenario {
        "这个问题没能取来，请检查网络后再试："
        "This question could not be fetched; check the network and try again:"
    }
    /// A part of the address cannot be used.
    UnusableAddress { "地址中这一部分无法使用：" "This part of the address cannot be used:" }
    /// Takes a notice away.
    Dismiss { "知道了" "OK" }
}

impl Message {
    /// In one language.
    pub fn say(self, lang: Lang) -> Cow<'static, str> {
        let template = self.template(lang);
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
            Message::AllQuestions(n) | Message::JumpTo(n) => (n, 0),
            Message::EventOf(n, of) | Message::StepOf(n, of) => (n, of),
            _ => return None,
        };
        Some(if name == "of" { of } else { n }.to_string())
    }
}

/// U+001F, which no text has, ends each.
const UNIT_SEPARATOR: char = '\u{1f}';

/// What the page has learned, by language.
static LEARNED: [OnceLock<Vec<String>>; 2] = [OnceLock::new(), OnceLock::new()];

/// All that the page says in a language, as it learns it.
#[cfg(feature = "words")]
pub fn all(lang: Lang) -> String {
    WORDS.iter().flat_map(|words| [words[lang as usize], "\u{1f}"]).collect()
}

/// Takes in what the page says in a language, once.
pub fn learn(lang: Lang, text: &str) {
    let words = || text.split_terminator(UNIT_SEPARATOR).map(str::to_owned).collect();
    LEARNED[lang as usize].get_or_init(words);
}

impl Message {
    /// The words; natively they are in the program. While a language is not known it is the other.
    fn template(self, lang: Lang) -> &'static str {
        #[cfg(feature = "words")]
        return WORDS[self.number()][lang as usize];
        #[cfg(not(feature = "words"))]
        {
            let [first, second] = &LEARNED;
            let all = match lang {
                Lang::ZhCn => first.get().or(second.get()),
                Lang::En => second.get().or(first.get()),
            };
            all.and_then(|all| all.get(self.number())).map_or("", |words| words)
        }
    }
}

#[cfg(all(test, feature = "words"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_learned_is_what_is_said() {
        for lang in Lang::ALL {
            learn(lang, &all(lang));
            let learned = LEARNED[lang as usize].get().unwrap();
            assert_eq!(learned.len(), WORDS.len());
            let said = Message::AllQuestions(64).template(lang);
            assert_eq!(learned[Message::AllQuestions(0).number()], said);
        }
    }
}
