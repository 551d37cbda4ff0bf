use super::*;
use crate::script::{Expression, Packet, PacketOption, SocketCall};
use tcp_model::segment::SegmentFlags;

fn only_event(text: &str) -> Event {
    let script = parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    assert_eq!(script.events.len(), 1, "{text}");
    script.events[0].clone()
}

fn packet(text: &str) -> Packet {
    match only_event(text).action {
        Action::Inject(packet) | Action::Expect(packet) => packet,
        other => panic!("{text}: {other:?}"),
    }
}

fn call(text: &str) -> SocketCall {
    match only_event(text).action {
        Action::Call(call) => call,
        other => panic!("{text}: {other:?}"),
    }
}

fn refusal(text: &str) -> String {
    parse(text).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn every_form_of_time_is_read() {
    let micros = Duration::from_micros;
    for (text, expected) in [
        ("0", EventTime::Absolute(micros(0))),
        ("1.5", EventTime::Absolute(micros(1_500_000))),
        ("+.1", EventTime::Relative(micros(100_000))),
        ("+0.0000019", EventTime::Relative(micros(1))),
        ("+0~+.2", EventTime::RelativeRange(micros(0), micros(200_000))),
        ("+0.1~0.2", EventTime::RelativeRange(micros(100_000), micros(200_000))),
        ("1~2", EventTime::AbsoluteRange(micros(1_000_000), micros(2_000_000))),
        ("*", EventTime::Any),
    ] {
        assert_eq!(only_event(&format!("{text} > . 1:1(0) ack 1")).time, expected, "{text}");
    }
}

#[test]
fn flags_numbers_and_window_are_read() {
    let found = packet("+0 > FP. 1:1001(1000) ack 5 win 257 urg 3");
    let flags = SegmentFlags::FIN | SegmentFlags::PSH | SegmentFlags::ACK;
    let numbers = (found.flags, found.seq, found.len, found.ack, found.win, found.urg);
    assert_eq!(numbers, (flags, 1, 1000, Some(5), Some(257), Some(3)));
    assert_eq!(found.options, Some(Vec::new()));
    assert_eq!(packet("0 < - 1:1(0) win 1").flags, SegmentFlags::NONE);
    let ecn = packet("0 > [noecn] SEW 0:0(0) <...>");
    assert_eq!((ecn.ip.as_deref(), ecn.options), (Some("noecn"), None));
    assert!(packet("0 < [ect0] P5. 1:2(1) ack 1 win 1").flags.contains(SegmentFlags::ACK));
    assert!(packet("0 > .5 1:1(0) ack 1").accurate_ecn);
    assert_eq!(packet("0 < 4000 > 8080 S 0:0(0) win 1 <mss 5>").ports, Some((4000, 8080)));
}

#[test]
fn options_are_read() {
    let text =
        "0 < S. 0:0(0) ack 1 win 9 <mss 1460,sackOK,TS val 7 ecr 4294967295,nop,wscale 7,eol>";
    let expected = [
        PacketOption::Mss(Some(1460)),
        PacketOption::SackPermitted,
        PacketOption::Timestamps { val: Some(7), ecr: Some(u32::MAX) },
        PacketOption::Nop,
        PacketOption::WindowScale(Some(7)),
        PacketOption::Eol,
    ];
    assert_eq!(packet(text).options.unwrap(), expected);
    let text = "0 > . 1:1(0) ack 1 <nop,nop,sack 1:2 5:9,FO 1234567890123456789012,md5 00ff, TS val ... ecr *>";
    let expected = [
        PacketOption::Nop,
        PacketOption::Nop,
        PacketOption::Sack(vec![(1, 2), (5, 9)]),
        PacketOption::FastOpen("1234567890123456789012".to_owned()),
        PacketOption::Other("md5 00ff".to_owned()),
        PacketOption::Timestamps { val: None, ecr: None },
    ];
    assert_eq!(packet(text).options.unwrap(), expected);
    let text = "0 > S 0:0(0) <mss 5, mpcapable v1 flags[flag_b,flag_h] key[skey=2] , nop>";
    assert_eq!(packet(text).options.unwrap().len(), 3);
}

#[test]
fn socket_calls_are_read() {
    let found = call("+.1...0.2 connect(3, ..., ...) = -1 ECONNREFUSED (Connection refused)");
    assert_eq!(found.end, Some(Duration::from_millis(200)));
    assert_eq!((found.name.as_str(), found.arguments.len()), ("connect", 3));
    assert_eq!(found.result, Expression::Integer(-1));
    assert_eq!(found.errno.as_deref(), Some("ECONNREFUSED"));
    assert_eq!(found.note.as_deref(), Some("Connection refused"));
    let flags = call("0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0");
    assert_eq!(flags.arguments[2].words(), ["O_RDWR", "O_NONBLOCK"]);
    let text = "0 setsockopt(3, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8) = 0";
    assert_eq!(call(text).arguments[3].field("onoff"), Some(&Expression::Integer(1)));
    let text = "0 poll([{fd=3,\n   events=POLLIN|POLLOUT, revents=POLLOUT}], 1, 0) = 1";
    assert_eq!(call(text).arguments[0].field("revents").unwrap().words(), ["POLLOUT"]);
    call(
        "0 bind(3, {sa_family = AF_INET, sin_port = htons(80), sin_addr = inet_addr(\"1.2.3.4\")}, ...) = 0",
    );
    call(
        "0 sendmsg(4, {msg_name(...)=..., msg_iov(2)=[{...,1000}, {\"ab\"..., 2}], msg_flags=0}, 0) = 1002",
    );
    call("0 fcntl(3, F_GETFL) = 0x2 (flags O_RDWR)");
}

#[test]
fn comments_commands_code_and_options_stand_between_events() {
    let script = parse(
        "--ip_version=ipv6\n--define=CC=\"a b\"\n# one\n/* two\n lines */\n`echo \\` +0 <`\n\
         // --tcp_lanes_rto=1s and more\n0 `ls`\n+0 %{\nassert tcpi_state == TCP_LISTEN\n}% // end\n`rm`\n",
    )
    .unwrap();
    let options: Vec<_> = script.options.iter().map(|o| (o.line, o.name.as_str())).collect();
    assert_eq!(options, [(1, "ip_version"), (2, "define"), (7, "tcp_lanes_rto")]);
    assert_eq!(script.options[2].value.as_deref(), Some("1s"));
    let lines: Vec<u32> = script.events.iter().map(|event| event.line).collect();
    assert_eq!(lines, [6, 8, 9, 12]);
    assert_eq!(script.events[2].action, Action::Code("assert tcpi_state == TCP_LISTEN".to_owned()));
}

#[test]
fn what_is_not_tcp_is_passed_over_as_a_whole() {
    let text = "0 < [ect0] icmpv6 x [1:1(0)]\n+0 < icmp unreachable [udp (5)]\n+0 > udp (5)\n+0 > . 1:1(0) ack 1";
    let script = parse(text).unwrap();
    assert_eq!(script.events[0].action, Action::Foreign("icmpv6 packets".to_owned()));
    assert_eq!(script.events[2].action, Action::Foreign("udp packets".to_owned()));
    assert!(matches!(script.events[3].action, Action::Expect(_)));
}

#[test]
fn icmp_is_read() {
    let text = "0 < icmp unreachable frag_needed mtu 1200 [1:1001(1000)]";
    let Action::Icmp(report) = only_event(text).action else { panic!("{text}") };
    assert_eq!(
        (report.kind.as_str(), report.code.as_deref()),
        ("unreachable", Some("frag_needed"))
    );
    assert_eq!((report.mtu, report.segment), (Some(1200), Some((1, 1000))));
    let Action::Icmp(report) = only_event("0 < icmp time_exceeded").action else { panic!() };
    assert_eq!((report.code, report.segment), (None, None));
    let text = "0 < [4294967295:4294967295(0)] icmp unreachable port_unreachable";
    let Action::Icmp(report) = only_event(text).action else { panic!() };
    assert_eq!(report.segment, Some((u32::MAX, 0)));
    assert!(refusal("0 < [1:1(0)] . 1:1(0)").ends_with("expected icmp, found ."));
}

#[test]
fn definitions_stand_for_their_values() {
    let text = "--define=COOKIE=abcd1234\n--define=N=5\n--define=CC=\"a b\"\n\
        0 setsockopt(N, CC) = N\n+0 > S 0:0(0) <FO COOKIE>";
    let script = parse(text).unwrap();
    let calls: Vec<String> = script.events.iter().map(|event| event.to_string()).collect();
    assert_eq!(calls, ["0 setsockopt(5, \"a b\") = 5", "+0 > S 0:0(0) <FO abcd1234>"]);
}

#[test]
fn a_refusal_says_where_and_what_was_expected() {
    for (text, expected) in [
        (
            "hello",
            "line 1, column 1: expected a time in seconds, such as 0, +0.1 or *, found hello",
        ),
        ("0 > S 0:0(0\n", "line 2, column 1: expected ')', found the end of the script"),
        ("0 > S 0:5(4)", "line 1, column 9: expected 4, which is 0 + 4, found 5"),
        (
            "0 > X 0:0(0)",
            "line 1, column 5: expected flags such as S, S., ., P., F., R or R., found X",
        ),
        (
            "0 < . 1:1(0) ack 1 win 65536",
            "line 1, column 24: expected a window from 0 to 65535, found 65536",
        ),
        ("// ok\n0 read(4, ..., 10 = 1", "line 2, column 19: expected ',' or ')', found ="),
        ("0 read(4) 1", "line 1, column 11: expected '=', found 1"),
        ("0 > . 1:1(0) <mss 5 nop>", "line 1, column 21: expected ',', found nop"),
        ("0 > . 1:1(0) <TS 5>", "line 1, column 18: expected val, found 5"),
        ("  %{ assert", "line 1, column 3: expected }% to end what %{ begins here"),
        ("0 `ls", "line 1, column 3: expected ` to end what begins here"),
        (
            "1~0 > . 1:1(0)",
            "line 1, column 3: expected a time that is not before the one in front of '~', found 0",
        ),
        (
            "* < . 1:1(0) win 5",
            "line 1, column 3: expected '>': only a segment that is sent can have '*' or a range of times, found <",
        ),
        (
            "99999999 > . 1:1(0)",
            "line 1, column 1: expected a time in seconds, such as 0, +0.1 or *, found 99999999",
        ),
    ] {
        assert_eq!(refusal(text), expected, "{text}");
    }
    let error = parse_octets(b"0 `a`\nab\xff").unwrap_err();
    assert_eq!(error.to_string(), "line 2, column 3: expected text in UTF-8");
    let deep = format!("0 read({}", "[".repeat(5000));
    assert!(refusal(&deep).contains("expected arguments that are not nested as deep"));
}

proptest::proptest! {
    #[test]
    fn no_octets_make_it_panic(octets in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _ = parse_octets(&octets);
    }

    #[test]
    fn no_text_of_the_language_makes_it_panic(
        words in proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..60)
    ) {
        let _ = parse(&words.concat());
    }
}

const WORDS: [&str; 44] = [
    "0",
    "+",
    ".",
    "...",
    "1.5",
    "*",
    "~",
    " ",
    "\n",
    "<",
    ">",
    "S",
    "S.",
    "F.",
    ":",
    "(",
    ")",
    "0:0(0)",
    "1:1(0) ",
    " ack ",
    " win ",
    "<mss 1460>",
    "<...>",
    "nop",
    ",",
    "TS val ",
    "ecr",
    "sack ",
    "socket",
    "(3, ..., ...)",
    "=",
    " = ",
    "-1",
    "EAGAIN",
    "{",
    "}",
    "[",
    "]",
    "%{",
    "}%",
    "`",
    "\"",
    "é",
    "--x=",
];
