//! What the keys do while the player has the focus.

use crate::words::either;
use nodes::node::{Tag, tag};
use tcp_scenarios::prose::Lang;

/// Keys, what they do in Chinese, and in English.
const KEYS: [(&[&str], &str, &str); 11] = [
    (&["Space", "K"], "播放或暂停", "Play or pause"),
    (&["←", "→"], "上一步，下一步", "One step back, one step on"),
    (&["J", "L"], "后退十步，前进十步", "Ten steps back, ten steps on"),
    (&[",", "."], "后退 2 毫秒，前进 2 毫秒", "2 ms back, 2 ms on"),
    (&["[", "]"], "上一个、下一个标记", "The mark before, the next mark"),
    (&["<", ">"], "放慢，加快", "Slower, faster"),
    (&["Home", "End"], "开头，结尾", "The beginning, the end"),
    (&["0", "…", "9"], "全程的十分之几处", "So many tenths of the steps"),
    (&["/"], "查找问题", "Find a question"),
    (&["Esc"], "取消选中的报文；关闭这个窗口", "Deselect the segment; close this window"),
    (&["?"], "打开这个窗口", "Open this window"),
];

/// How it looks.
pub(super) fn view(lang: Lang) -> Tag {
    let row = |(keys, zh_cn, en): (&[&'static str], &'static str, &'static str)| {
        let keys = keys.iter().map(|key| tag("kbd", "").text(*key));
        tag("div", "")
            .child(tag("dt", "").list(keys))
            .child(tag("dd", "").text(either(lang, zh_cn, en)))
    };
    let tour = tag("button", "btn").does("sheet panel tour").text(either(
        lang,
        "一分钟入门",
        "The one-minute start",
    ));
    let about = |zh_cn, en| tag("p", "about").text(either(lang, zh_cn, en));
    tag("section", "sheet-part")
        .child(about("焦点在播放器上时可用。", "While the player has the focus."))
        .child(tag("dl", "sheet-keys").list(KEYS.map(row)))
        .child(about(
            "用 Tab 可以逐个走到途中的报文，按回车选中，看它的每个字段。",
            "Tab leads to the segments on their way; Enter selects one and shows all of its fields.",
        ))
        .child(about(
            "图下面的文字记录把全过程列成表格，读屏软件可以逐行读。",
            "The transcript below the picture has all that happens as a table, row by row for a screen reader.",
        ))
        .child(tour)
}
