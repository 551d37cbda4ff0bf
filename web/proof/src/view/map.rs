//! The map: how many worlds there are for each pair of states, and which transitions were taken.

use crate::panel::{Card, Panel};
use crate::talk::{BEGINNING, Report};
use crate::wanted::Goal;
use crate::words::{either, number, short};
use nodes::node::{Tag, tag};
use tcp_model::state::State;
use tcp_scenarios::prose::Lang;

/// The map of what was found; before that, what it will be.
pub(super) fn map(panel: &Panel, card: &Card) -> Tag {
    let lang = panel.lang;
    let found = card.found.as_ref().map(|(_, report)| report);
    let Some(report) = found.filter(|report| !report.pairs.is_empty()) else {
        return tag("p", "about empty-map").text(either(
            lang,
            "搜索之后，这里是一张地图：两端的每一对状态各有多少个世界。点一格，就播放去那里的最短的路。",
            "After a search there is a map here: how many worlds there are for each pair of states. Press a cell, and the shortest way there is played.",
        ));
    };
    let about = either(
        lang,
        "两端的每一对状态各有多少个世界。按一格，就播放去那里的最短的路；方向键换格。",
        "How many worlds there are for each pair of states. Press a cell to play the shortest way there; arrow keys go from cell to cell.",
    );
    tag("div", "map")
        .child(tag("p", "about").text(about))
        .child(tag("div", "map-scroll").child(table(panel, card, report)))
        .child(edges(panel, card, report))
}

fn table(panel: &Panel, card: &Card, report: &Report) -> Tag {
    let lang = panel.lang;
    let caption = either(lang, "每一对状态的世界数", "Worlds for each pair of states");
    let clients = met(report, |(client, ..)| client);
    let servers = met(report, |(_, server, _)| server);
    let corner = tag("th", "corner").with("scope", "row").child(tag("span", "").text(either(
        lang,
        "客户端 ↓　服务器 →",
        "client ↓ server →",
    )));
    let columns = servers.iter().map(|server| {
        let name = tag("span", "").text(server.name());
        tag("th", "col").with("scope", "col").child(name)
    });
    let head = tag("thead", "").child(tag("tr", "").child(corner).list(columns));
    let rows = clients.iter().map(|client| {
        let cells = servers.iter().map(|server| cell(panel, card, report, *client, *server));
        tag("tr", "").child(tag("th", "").with("scope", "row").text(client.name())).list(cells)
    });
    tag("table", "worlds")
        .child(tag("caption", "vh").text(caption))
        .child(head)
        .child(tag("tbody", "").list(rows))
}

/// The states of one end that were met, in the RFC's order.
fn met(report: &Report, which: impl Fn((State, State, u64)) -> State) -> Vec<State> {
    let met = |state: &State| report.pairs.iter().any(|pair| which(*pair) == *state);
    State::ALL.into_iter().filter(met).collect()
}

fn cell(panel: &Panel, card: &Card, report: &Report, client: State, server: State) -> Tag {
    let (lang, count) = (panel.lang, report.count(client, server));
    if count == 0 {
        return tag("td", "none").child(tag("span", "vh").text("0"));
    }
    let filled = tag("td", "").with("data-shade", shade(count, report.worlds));
    if (client, server) == BEGINNING {
        return filled.child(tag("span", "mono").text(short(count)));
    }
    let goal = Goal::States(client, server);
    let (seen, worlds) = (short(count), number(count));
    let says = match lang {
        Lang::ZhCn => format!("客户端 {client}，服务器 {server}：{worlds} 个世界，播放最短的路"),
        Lang::En => {
            format!("client {client}, server {server}: {worlds} worlds, play the shortest way")
        }
    };
    // Who calls the button by what is seen of it has to find it.
    let name = match says.contains(&*seen) {
        true => says.clone(),
        false => [&*seen, either(lang, "：", ": "), &*says].concat(),
    };
    let is_entry = panel.cell.or(report.first_cell()) == Some((client, server));
    let button = tag("button", "mono")
        .does(format!("way {goal}"))
        .with("tabindex", if is_entry { "0" } else { "-1" })
        .with("aria-label", name)
        .with("title", says)
        .says("aria-busy", panel.is_asked(card.model.id, goal))
        .text(seen);
    filled.child(button)
}

/// How dark a cell is, from 0 to 5: by the number of its digits against that of all worlds.
fn shade(count: u64, of: u64) -> String {
    let (bits, most) = (64 - count.leading_zeros(), 64 - of.max(1).leading_zeros());
    (bits * 5 / most.max(1)).min(5).to_string()
}

/// The transitions that were taken.
fn edges(panel: &Panel, card: &Card, report: &Report) -> Tag {
    let lang = panel.lang;
    let heading = match lang {
        Lang::ZhCn => format!("走过的状态转换：{} 种", report.edges.len()),
        Lang::En => format!("Transitions that were taken: {}", report.edges.len()),
    };
    let items = report.edges.iter().map(|(from, to, count)| {
        let goal = Goal::Edge(*from, *to);
        let button = tag("button", "edge")
            .does(format!("way {goal}"))
            .says("aria-busy", panel.is_asked(card.model.id, goal))
            .text(format!("{from} → {to}"))
            .child(tag("span", "mono").text(format!("×{}", short(*count))));
        tag("li", "").child(button)
    });
    tag("details", "edges").child(tag("summary", "").text(heading)).child(tag("ul", "").list(items))
}
