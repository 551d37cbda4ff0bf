//! How a model's knobs are turned: read off the knobs themselves.

use super::either;
use tcp_checker::model::Model;
use tcp_model::knobs::{Handshake, Isn, Knobs, SynCookies, TimeWait};
use tcp_scenarios::prose::Lang;

/// Each knob that bears on the verdicts, with its setting.
pub fn knobs(model: &Model, lang: Lang) -> Vec<(&'static str, String)> {
    let knobs = &model.knobs.client;
    let on =
        |is| either(lang, if is { "开" } else { "关" }, if is { "on" } else { "off" }).to_owned();
    let mut all = vec![
        (either(lang, "握手", "Handshake"), handshake(knobs.handshake, lang).to_owned()),
        ("ISN", isn(model, lang)),
    ];
    if model.bounds.closes > 0 {
        all.push(("TIME-WAIT", time_wait(knobs, lang).to_owned()));
        all.push(("RFC 1337", on(knobs.rfc1337)));
    }
    all.push(("RFC 5961", on(knobs.rfc5961)));
    if model.knobs.server.syn_cookies != SynCookies::Off {
        all.push(("SYN cookie", on(true)));
    }
    all.push((either(lang, "重传次数", "Retransmissions"), knobs.r2_syn.to_string()));
    all
}

fn handshake(handshake: Handshake, lang: Lang) -> &'static str {
    let (zh_cn, en) = match handshake {
        Handshake::ThreeWay => ("三次", "three-way"),
        Handshake::TwoWay => ("两次", "two-way"),
        Handshake::FourWay => ("四次，SYN 与 ACK 分开", "four-way, SYN and ACK apart"),
        Handshake::FourWayAckOfAck => ("第三个 ACK 也要确认", "the third ACK is acknowledged"),
    };
    either(lang, zh_cn, en)
}

fn isn(model: &Model, lang: Lang) -> String {
    let [client, server] = [&model.knobs.client, &model.knobs.server].map(|k| numbers(k, lang));
    if client == server {
        return client.to_owned();
    }
    match lang {
        Lang::ZhCn => format!("客户端{client}；服务器{server}"),
        Lang::En => format!("the client’s {client}, the server’s {server}"),
    }
}

fn numbers(knobs: &Knobs, lang: Lang) -> &'static str {
    let given = match &knobs.isn {
        Isn::Fixed(_) => return either(lang, "每次相同", "the same at every OPEN"),
        Isn::Rfc6528 => return either(lang, "按 RFC 6528", "by RFC 6528"),
        Isn::Clock(_) => return either(lang, "按时钟", "by the clock"),
        Isn::Given(numbers) => numbers,
    };
    match given.windows(2).all(|pair| pair[1].before(pair[0])) {
        true => either(lang, "每次小 1（与旧连接重叠）", "one less at every OPEN (they overlap)"),
        false => either(lang, "每次都是新的", "new at every OPEN"),
    }
}

fn time_wait(knobs: &Knobs, lang: Lang) -> &'static str {
    match knobs.time_wait {
        TimeWait::Zero => either(lang, "无", "none"),
        TimeWait::OneMsl => "1 MSL",
        TimeWait::TwoMsl => "2 MSL",
    }
}
