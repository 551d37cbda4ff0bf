//! The few words that a drawing itself says, in both languages.

use tcp_model::host::Host;
use tcp_model::time::{Duration, Instant, decimals};
use tcp_model::trace::HostChange;
use tcp_scenarios::prose::Lang;

/// A lane's head.
pub(crate) fn host(lang: Lang, host: Host) -> &'static str {
    match (lang, host) {
        (Lang::ZhCn, Host::Client) => "客户端",
        (Lang::ZhCn, Host::Server) => "服务器",
        (Lang::En, Host::Client) => "Client",
        (Lang::En, Host::Server) => "Server",
    }
}

/// The head of the attacker's lane.
pub(crate) fn attacker(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "攻击者",
        Lang::En => "Attacker",
    }
}

/// Whose address an attacker writes into what it sends.
pub(crate) fn in_the_name_of(lang: Lang, of: Host) -> String {
    match lang {
        Lang::ZhCn => ["冒充", host(lang, of)].concat(),
        Lang::En => ["as ", of.name()].concat(),
    }
}

/// It writes that of either end.
pub(crate) fn in_the_name_of_both(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "冒充两端",
        Lang::En => "as either end",
    }
}

/// It writes so many different ones.
pub(crate) fn addresses(lang: Lang, count: usize) -> String {
    match lang {
        Lang::ZhCn => format!("{count} 个地址"),
        Lang::En => format!("{count} addresses"),
    }
}

/// How full a queue of the listener is: in full, and short.
pub(crate) fn queue(lang: Lang, name: &str, full: &str) -> [String; 2] {
    let in_full = match lang {
        Lang::ZhCn => format!("{name} 队列 {full}"),
        Lang::En => format!("{name} queue {full}"),
    };
    [in_full, format!("{name} {full}")]
}

/// A moment, short: seconds from one second on, whole minutes where they are whole.
pub(crate) fn moment(at: Instant) -> String {
    const SECOND: u64 = 1_000_000;
    let micros = at.as_micros();
    if micros < 60 * SECOND || micros.is_multiple_of(60 * SECOND) {
        return at.to_string();
    }
    let (seconds, thousandths) = (micros / SECOND, micros % SECOND / 1_000);
    format!("{seconds}{} s", decimals(thousandths))
}

/// A state that lasts still: `still, at 2 h`.
pub(crate) fn still(lang: Lang, at: Instant) -> String {
    match lang {
        Lang::ZhCn => format!("{at} 时依旧"),
        Lang::En => format!("still, at {at}"),
    }
}

/// When a state was entered.
pub(crate) fn since(lang: Lang, at: Instant) -> String {
    match lang {
        Lang::ZhCn => format!("{} 起", moment(at)),
        Lang::En => moment(at),
    }
}

pub(crate) fn lost(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "丢失",
        Lang::En => "lost",
    }
}

pub(crate) fn expired(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "过期",
        Lang::En => "expired",
    }
}

/// Before the control bits of a segment of an earlier connection.
pub(crate) fn old(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "旧 ",
        Lang::En => "old ",
    }
}

/// Before the control bits of a segment that an attacker has made.
pub(crate) fn forged(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "伪造 ",
        Lang::En => "forged ",
    }
}

/// What befell a host.
pub(crate) fn befell(lang: Lang, change: HostChange) -> &'static str {
    match (lang, change) {
        (Lang::ZhCn, HostChange::Crash) => "崩溃",
        (Lang::ZhCn, HostChange::Reboot) => "重启",
        (Lang::ZhCn, HostChange::Unplug) => "拔掉网线",
        (Lang::ZhCn, HostChange::Plug) => "插回网线",
        (Lang::ZhCn, HostChange::Kill) => "进程被杀",
        (Lang::En, HostChange::Crash) => "crash",
        (Lang::En, HostChange::Reboot) => "reboot",
        (Lang::En, HostChange::Unplug) => "cable pulled",
        (Lang::En, HostChange::Plug) => "cable back",
        (Lang::En, HostChange::Kill) => "process killed",
    }
}

/// Before the control bits of what the network made of one segment.
pub(crate) fn copy(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "副本 ",
        Lang::En => "copy ",
    }
}

/// What stands in the strip from which old duplicates come.
pub(crate) fn earlier(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "早已关闭的旧连接发的",
        Lang::En => "earlier connection",
    }
}

/// At a timer that fired.
pub(crate) fn fired(lang: Lang, timer: &str) -> String {
    match lang {
        Lang::ZhCn => format!("{timer} 到期"),
        Lang::En => format!("{timer}: fired"),
    }
}

/// A timer of this name expires.
pub(crate) fn expires(lang: Lang, timer: &str) -> String {
    match lang {
        Lang::ZhCn => format!("{timer} 到期"),
        Lang::En => format!("{timer} expires"),
    }
}

/// The user is handed so many octets.
pub(crate) fn octets(lang: Lang, len: u32) -> String {
    match lang {
        Lang::ZhCn => format!("收到 {len} 字节"),
        Lang::En => format!("{len} octets received"),
    }
}

/// At a timer that runs.
pub(crate) fn left(lang: Lang, left: Duration) -> String {
    match lang {
        Lang::ZhCn => format!("还剩 {left}"),
        Lang::En => format!("{left} left"),
    }
}

/// How long a scale break is: two digits are enough where nothing happens.
pub(crate) fn about(lang: Lang, length: Duration) -> String {
    const MS: u64 = 1_000;
    let micros = length.as_micros();
    let (size, en, zh) = match micros {
        t if t >= 3_570_000 * MS => (3_600_000 * MS, "h", "小时"),
        t if t >= 59_500 * MS => (60_000 * MS, "min", "分钟"),
        t if t >= 95 * MS => (1_000 * MS, "s", "秒"),
        _ => (MS, "ms", "毫秒"),
    };
    let tenths = (micros + size / 20) / (size / 10);
    let number = match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, _) if whole >= 10 => ((tenths + 5) / 10).to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    };
    match lang {
        Lang::ZhCn => format!("约 {number} {zh}"),
        Lang::En => format!("≈ {number} {en}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_said_in_seconds_where_minutes_would_need_decimals() {
        for (text, said) in
            [("40ms", "40 ms"), ("1.04s", "1.04 s"), ("63s", "63 s"), ("240.24s", "240.24 s")]
        {
            let at = Instant::ZERO + text.parse().unwrap();
            assert_eq!(moment(at), said);
        }
        assert_eq!(moment(Instant::from_micros(240_000_000)), "4 min");
    }

    #[test]
    fn idle_time_is_rounded_to_what_a_reader_wants() {
        for (text, en, zh) in [
            ("874ms", "≈ 0.9 s", "约 0.9 秒"),
            ("239.9s", "≈ 4 min", "约 4 分钟"),
            ("7199s", "≈ 2 h", "约 2 小时"),
            ("31.4s", "≈ 31 s", "约 31 秒"),
            ("60ms", "≈ 60 ms", "约 60 毫秒"),
        ] {
            let length = text.parse().unwrap();
            assert_eq!(about(Lang::En, length), en);
            assert_eq!(about(Lang::ZhCn, length), zh);
        }
    }
}
