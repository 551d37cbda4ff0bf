//! How much may happen, in words.

use super::either;
use tcp_checker::bounds::Bounds;
use tcp_scenarios::prose::Lang;

/// The words for a bound, by its place among [`Bounds::names`].
pub struct Bound {
    /// What is counted.
    pub label: [&'static str; 2],
    /// What it is, in a line.
    pub about: [&'static str; 2],
    /// So many of it: in Chinese with `{n}` for the number; in English for one, and for several.
    counted: [&'static str; 3],
}

/// All of them, in the order of [`Bounds::names`].
const ALL: [Bound; 9] = [
    Bound {
        label: ["打开", "Opens"],
        about: [
            "每个用户最多 OPEN 几次。有两次，才有旧连接可言。",
            "How often each user may OPEN. Only with two is there an earlier connection.",
        ],
        counted: ["{n}次打开", "open", "opens"],
    },
    Bound {
        label: ["发送", "Sends"],
        about: [
            "客户端在每条连接上发几个字节，一次一个。",
            "Octets that the client sends on each connection, one at a time.",
        ],
        counted: ["{n}次发送", "send", "sends"],
    },
    Bound {
        label: ["关闭", "Closes"],
        about: ["两端的用户会不会 CLOSE。", "Whether the users CLOSE."],
        counted: ["双方关闭", "close of each end", "closes"],
    },
    Bound {
        label: ["丢失", "Losses"],
        about: [
            "网络最多丢几个报文段；活过 MSL 的也算丢。",
            "Segments that the network may lose; one that outlives MSL counts as lost.",
        ],
        counted: ["{n}次丢失", "loss", "losses"],
    },
    Bound {
        label: ["重复", "Duplicates"],
        about: ["网络最多把几个报文段变成两份。", "Segments that the network may double."],
        counted: ["{n}次重复", "duplicate", "duplicates"],
    },
    Bound {
        label: ["中止", "Aborts"],
        about: ["两个用户一共可以 ABORT 几次。", "How often the users may ABORT, both together."],
        counted: ["{n}次中止", "ABORT", "ABORTs"],
    },
    Bound {
        label: ["崩溃", "Crashes"],
        about: [
            "主机断电并忘掉一切，一共可以几次。",
            "How often a host may lose its power and forget everything.",
        ],
        counted: ["{n}次崩溃", "crash", "crashes"],
    },
    Bound {
        label: ["提前超时", "Early timeouts"],
        about: [
            "报文段还在路上，计时器就已到期，最多几次；此外计时器都等网络送完。",
            "Timers that expire while a segment is still on its way; all others wait for the network.",
        ],
        counted: ["{n}次提前超时", "early timeout", "early timeouts"],
    },
    Bound {
        label: ["伪造", "Forgeries"],
        about: [
            "攻击者可以伪造几个落在窗口里的报文段。",
            "Segments within the window that an attacker may forge.",
        ],
        counted: ["{n}次伪造", "forgery", "forgeries"],
    },
];

impl Bound {
    /// The words for the bound at this place.
    pub fn at(place: usize) -> Option<&'static Bound> {
        ALL.get(place)
    }

    fn so_many(&self, n: u8, lang: Lang) -> String {
        let [in_chinese, one, several] = self.counted;
        match lang {
            Lang::ZhCn => in_chinese.replace("{n}", chinese(n)),
            Lang::En => format!("{} {}", english(n), if n == 1 { one } else { several }),
        }
    }
}

fn chinese(n: u8) -> &'static str {
    ["零", "一", "两", "三", "四", "五", "六", "七", "八"].get(usize::from(n)).unwrap_or(&"九")
}

fn english(n: u8) -> &'static str {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"];
    words.get(usize::from(n)).unwrap_or(&"nine")
}

/// Things one after the other: `one, two and three`.
fn list(items: &[String], lang: Lang) -> String {
    match (lang, items) {
        (_, []) => String::new(),
        (Lang::ZhCn, items) => items.join("、"),
        (Lang::En, [one]) => one.clone(),
        (Lang::En, [first @ .., last]) => format!("{} and {last}", first.join(", ")),
    }
}

/// What may happen: `two opens, one send, one loss and one duplicate`.
pub fn bounds_in_words(bounds: Bounds, lang: Lang) -> String {
    let values = bounds.values();
    let some = ALL.iter().zip(values).filter(|(_, n)| *n > 0);
    let items: Vec<String> = some.map(|(bound, n)| bound.so_many(n, lang)).collect();
    list(&items, lang)
}

/// Where a property is looked at, when that is not everywhere: `Looked at where there is no ABORT
/// and at most one loss.`
pub fn narrowed(bounds: Bounds, within: Bounds, lang: Lang) -> Option<String> {
    let values = bounds.values().into_iter().zip(within.values());
    let narrower = ALL.iter().zip(values).filter(|(_, (all, within))| within < all);
    let item = |(bound, (_, n)): (&Bound, (u8, u8))| match (lang, n) {
        (Lang::ZhCn, 0) => format!("没有{}", bound.label[0]),
        (Lang::ZhCn, n) => format!("最多{}", bound.so_many(n, lang)),
        (Lang::En, 0) => bound.so_many(0, lang),
        (Lang::En, n) => format!("at most {}", bound.so_many(n, lang)),
    };
    let items: Vec<String> = narrower.map(item).collect();
    let listed = list(&items, lang);
    let words = match lang {
        Lang::ZhCn => format!("只在{listed}的世界里看。"),
        Lang::En => format!("Looked at only where there is {listed}."),
    };
    (!items.is_empty()).then_some(words)
}

impl Bound {
    /// What is counted.
    pub fn label(&self, lang: Lang) -> &'static str {
        either(lang, self.label[0], self.label[1])
    }

    /// What it is.
    pub fn about(&self, lang: Lang) -> &'static str {
        either(lang, self.about[0], self.about[1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds {
        opens: 2,
        sends: 1,
        losses: 3,
        duplicates: 1,
        aborts: 1,
        ..Bounds::from_values([0; 9])
    };

    #[test]
    fn bounds_are_said_as_a_person_would() {
        let few = Bounds { losses: 1, aborts: 0, ..BOUNDS };
        assert_eq!(
            bounds_in_words(few, Lang::En),
            "two opens, one send, one loss and one duplicate"
        );
        assert_eq!(bounds_in_words(few, Lang::ZhCn), "两次打开、一次发送、一次丢失、一次重复");
        assert_eq!(bounds_in_words(Bounds::default(), Lang::En), "");
    }

    #[test]
    fn a_premise_is_said_where_there_is_one() {
        let within = Bounds { losses: 1, aborts: 0, ..BOUNDS };
        assert_eq!(
            narrowed(BOUNDS, within, Lang::En).unwrap(),
            "Looked at only where there is at most one loss and no ABORTs."
        );
        assert_eq!(
            narrowed(BOUNDS, within, Lang::ZhCn).unwrap(),
            "只在最多一次丢失、没有中止的世界里看。"
        );
        assert_eq!(narrowed(BOUNDS, BOUNDS, Lang::En), None);
    }
}
