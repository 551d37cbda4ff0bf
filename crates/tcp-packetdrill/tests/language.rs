//! What scripts of the field hold that cannot be run, and what is skipped.

use tcp_packetdrill::parse::parse;
use tcp_packetdrill::run::{Outcome, Report, Settings, run};

const PASSIVE: &str = "0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n\
    +0 bind(3, ..., ...) = 0\n\
    +0 listen(3, 1) = 0\n";

fn report(text: &str) -> Report {
    run(&parse(text).unwrap_or_else(|e| panic!("{text}: {e}")), Settings::default())
}

#[test]
fn what_this_host_has_not_is_unsupported_with_its_line_and_never_passes() {
    for (what, text) in [
        (
            "socket(SOCK_DGRAM, IPPROTO_UDP): only TCP",
            "+0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 5",
        ),
        (
            "socket(SOCK_STREAM, IPPROTO_MPTCP): only TCP",
            "+0 socket(..., SOCK_STREAM, IPPROTO_MPTCP) = 5",
        ),
        ("the call epoll_create", "+0 epoll_create(1) = 5"),
        ("udp packets", "+0 < udp (10)"),
        ("ECN (RFC 3168, RFC 9768)", "+0 > SE. 0:0(0) ack 1"),
        ("ECN (RFC 3168, RFC 9768)", "+0 > .5 1:1(0) ack 1"),
        ("[ect0]: this host has no IP header", "+0 > [ect0] . 1:1(0) ack 1"),
        ("MD5 signatures (RFC 2385)", "+0 < S 0:0(0) win 5 <mss 5,md5 0011>"),
        ("path MTU discovery (RFC 1191, RFC 8201)", "+0 < icmp unreachable frag_needed mtu 900"),
        ("icmp echo_request", "+0 < icmp echo_request"),
        ("mutated segments", "+0 < S 0:0(0) win 5 {mut tcp 0-8}"),
        ("the socket option TCP_CORK", "+0 setsockopt(3, SOL_TCP, TCP_CORK, [1], 4) = 0"),
        (
            "tcpi_flavour in an assertion about tcpi_state",
            "+0 %{ assert tcpi_state == TCP_LISTEN or tcpi_flavour == 1 }%",
        ),
        (
            "a block of code with conditions in an assertion about tcpi_state",
            "+0 %{\nif True:\n  assert tcpi_state == TCP_CLOSE\n}%",
        ),
    ] {
        let outcome = report(&format!("{PASSIVE}{text}\n")).outcome;
        let expected = Outcome::Unsupported { line: 4, what: what.to_owned() };
        assert_eq!(outcome, expected, "{text}");
    }
}

#[test]
fn what_is_skipped_is_said_with_its_line() {
    let text = format!(
        "--wire_client\n`sysctl -w x=1`\n{PASSIVE}+0 `ls`\n\
        +0 %{{\nassert tcpi_reordering == 3, tcpi_reordering\nprint(1)\n}}%\n\
        +0 setsockopt(3, SOL_SOCKET, SO_PRIORITY, [1], 4) = 0\n"
    );
    let Report { outcome, skipped } = report(&text);
    assert_eq!(outcome, Outcome::Pass);
    let skipped: Vec<(u32, &str)> = skipped.iter().map(|(line, what)| (*line, &**what)).collect();
    let expected = [
        (1, "--wire_client: option skipped"),
        (2, "shell command skipped"),
        (6, "shell command skipped"),
        (7, "tcpi_reordering: skipped"),
        (7, "code: skipped"),
        (11, "socket option SO_PRIORITY: no effect here"),
    ];
    assert_eq!(skipped, expected);
}

#[test]
fn what_is_sent_after_the_last_expectation_is_said_to_be_unchecked() {
    let text = format!("{PASSIVE}+0 < S 0:0(0) win 65535 <mss 1460>\n");
    let Report { outcome, skipped } = report(&text);
    assert_eq!(outcome, Outcome::Pass);
    assert_eq!(skipped, [(4, "1 sent after what was expected last: not checked".to_owned())]);
}

#[test]
fn a_range_longer_than_a_segment_is_several_segments_sent_at_once() {
    let text = format!(
        "{PASSIVE}+0 < S 0:0(0) win 65535 <mss 1000>\n+0 > S. 0:0(0) ack 1\n\
        +0 < . 1:1(0) ack 1 win 65535\n+0 accept(3, ..., ...) = 4\n\
        +0 write(4, ..., 6000) = 6000\n+0 > . 1:3001(3000) ack 1\n+0 > P. 3001:5001(2000) ack 1\n\
        +0 > P. 5001:6001(1000) ack 1\n"
    );
    assert_eq!(report(&text).outcome, Outcome::Pass);
}

#[test]
fn icmp_reports_are_about_a_segment_in_flight() {
    let sent = "0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n\
        +0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)\n+0 > S 0:0(0)\n";
    for (message, error, state) in [
        ("unreachable host_unreachable [0:0(0)]", "0", "TCP_SYN_SENT"),
        ("source_quench [0:0(0)]", "0", "TCP_SYN_SENT"),
        ("unreachable port_unreachable [7:7(0)]", "0", "TCP_SYN_SENT"),
        ("unreachable port_unreachable [0:0(0)]", "ECONNREFUSED", "TCP_CLOSE"),
        ("unreachable protocol_unreachable", "ENOPROTOOPT", "TCP_CLOSE"),
    ] {
        let text = format!(
            "{sent}+.1 < icmp {message}\n+0 %{{ assert tcpi_state == {state} }}%\n\
            +0 getsockopt(3, SOL_SOCKET, SO_ERROR, [{error}], [4]) = 0\n"
        );
        assert_eq!(report(&text).outcome, Outcome::Pass, "{text}");
    }
}

#[test]
fn an_option_that_is_not_known_is_ignored() {
    let text =
        format!("{PASSIVE}+0 < S 0:0(0) win 9000 <mss 1460,mpcapable v1>\n+0 > S. 0:0(0) ack 1\n");
    let Report { outcome, skipped } = report(&text);
    assert_eq!(outcome, Outcome::Pass);
    assert_eq!(skipped[0].1, "the option mpcapable v1 is not known here: ignored");
}

#[test]
fn what_sockets_say_of_a_connection_is_checked() {
    let text = format!(
        "{PASSIVE}+0 < S 0:0(0) win 65535 <mss 1000>\n+0 > S. 0:0(0) ack 1\n\
        +0 < . 1:1(0) ack 1 win 65535\n+0 accept(3, ..., ...) = 4\n\
        +0 %{{ assert tcpi_snd_cwnd == 10 and tcpi_snd_mss == 1000, tcpi_snd_cwnd }}%\n\
        +0 < P. 1:101(100) ack 1 win 65535\n+0 > . 1:1(0) ack 101\n\
        +0 ioctl(4, SIOCINQ, [100]) = 0\n+0 shutdown(4, SHUT_RD) = 0\n\
        +0 recvmsg(4, {{msg_name(...)=..., msg_iov(2)=[{{..., 60}}, {{..., 60}}], msg_flags=0}}, 0) = 100\n\
        +0 read(4, ..., 10) = 0\n"
    );
    assert_eq!(report(&text), Report { outcome: Outcome::Pass, skipped: vec![] });
    let wrong = text.replace("[100]", "[99]");
    assert!(matches!(report(&wrong).outcome, Outcome::Fail { line: 11, .. }));
}

#[test]
fn an_acknowledgment_may_come_before_linux_would_have_sent_it() {
    let text = format!(
        "{PASSIVE}+0 < S 0:0(0) win 65535 <mss 1000>\n+0 > S. 0:0(0) ack 1\n\
        +0 < . 1:1(0) ack 1 win 65535\n+0 accept(3, ..., ...) = 4\n\
        +0 < P. 1:101(100) ack 1 win 65535\n+.04 > . 1:1(0) ack 101\n"
    );
    let Report { outcome, skipped } = report(&text);
    assert_eq!(outcome, Outcome::Pass);
    let note = "acknowledged at once, 40 ms before the time that is said";
    assert_eq!(skipped, [(9, note.to_owned())]);
    let late = text.replace("+.04 >", "+.3 >");
    assert!(matches!(report(&late).outcome, Outcome::Fail { line: 9, .. }));
    let strict = format!("// --tcp_lanes_profile=rfc9293\n{text}");
    assert!(matches!(report(&strict).outcome, Outcome::Fail { line: 10, .. }));
}

#[test]
fn the_rst_of_an_abort_may_acknowledge_on_linux() {
    let text = format!(
        "{PASSIVE}+0 < S 0:0(0) win 65535 <mss 1000>\n+0 > S. 0:0(0) ack 1\n\
        +0 < . 1:1(0) ack 1 win 65535\n+0 accept(3, ..., ...) = 4\n\
        +0 < P. 1:101(100) ack 1 win 65535\n+0 > . 1:1(0) ack 101\n+0 close(4) = 0\n"
    );
    let outcome = |rest: &str| report(&format!("{text}{rest}")).outcome;
    assert_eq!(outcome("+0 > R 1:1(0)"), Outcome::Pass);
    assert_eq!(outcome("+0 > R. 1:1(0) ack 101"), Outcome::Pass);
    assert!(matches!(outcome("+0 > R. 1:1(0) ack 100"), Outcome::Fail { line: 11, .. }));
    let rfc = report(&format!("// --tcp_lanes_profile=rfc9293\n{text}+0 > R. 1:1(0) ack 101"));
    assert!(matches!(rfc.outcome, Outcome::Fail { line: 12, .. }));
}

#[test]
fn a_segment_without_timestamps_is_taken_on_linux_and_dropped_by_the_rfc() {
    let text = format!(
        "// --tcp_lanes_timestamps=on\n{PASSIVE}\
        +0 < S 0:0(0) win 65535 <mss 1000,TS val 7 ecr 0>\n+0 > S. 0:0(0) ack 1 <...>\n\
        +0 < . 1:1(0) ack 1 win 65535 <TS val 8 ecr 1>\n+0 accept(3, ..., ...) = 4\n\
        +.1 < P. 1:101(100) ack 1 win 65535\n+0 > . 1:1(0) ack 101\n"
    );
    assert_eq!(report(&text).outcome, Outcome::Pass);
    let rfc = report(&format!("// --tcp_lanes_profile=rfc9293\n{text}"));
    assert!(matches!(rfc.outcome, Outcome::Fail { line: 11, .. }), "{rfc:?}");
}

#[test]
fn what_is_in_flight_can_be_asserted() {
    let text = format!(
        "{PASSIVE}+0 < S 0:0(0) win 65535 <mss 1000>\n+0 > S. 0:0(0) ack 1\n\
        +0 %{{ assert tcpi_unacked == 1 }}%\n\
        +.1 < . 1:1(0) ack 1 win 65535\n+0 accept(3, ..., ...) = 4\n\
        +0 write(4, ..., 3000) = 3000\n+0 > P. 1:3001(3000) ack 1\n\
        +0 %{{ assert tcpi_unacked == 3 and tcpi_total_retrans == 0 }}%\n\
        +.1 < . 1:1(0) ack 1001 win 65535\n+0 %{{ assert tcpi_unacked == 2, tcpi_unacked }}%\n\
        * > . 1001:2001(1000) ack 1\n+0 %{{ assert tcpi_total_retrans == 1 }}%\n"
    );
    assert_eq!(report(&text), Report { outcome: Outcome::Pass, skipped: vec![] });
}

#[test]
fn readings_are_those_of_the_rfc_unless_linux_is_asked_for() {
    let text = format!(
        "{PASSIVE}+0 < S 0:0(0) win 65535 <mss 1000>\n+0 > S. 0:0(0) ack 1\n\
        +.1 < S 0:0(0) win 65535 <mss 1000>\n+0 > . 1:1(0) ack 1\n\
        +.1 < . 1:1(0) ack 1 win 65535\n+0 accept(3, ..., ...) = 4\n\
        +0 close(4) = 0\n+0 > F. 1:1(0) ack 1\n"
    );
    assert_eq!(report(&text).outcome, Outcome::Pass);
    let linux = text.replace("+0 > . 1:1(0) ack 1\n", "+0 > S. 0:0(0) ack 1\n");
    let linux = format!("// --tcp_lanes_profile=linux\n{linux}");
    assert_eq!(report(&linux).outcome, Outcome::Pass);
}

#[test]
fn who_has_closed_for_good_resets_what_comes_later() {
    let accepted = format!(
        "{PASSIVE}+0 < S 0:0(0) win 65535 <mss 1000>\n+0 > S. 0:0(0) ack 1\n\
        +0 < . 1:1(0) ack 1 win 65535\n+0 accept(3, ..., ...) = 4\n"
    );
    let outcome = |calls: &str, answer: &str| {
        let text = "+0 > F. 1:1(0) ack 1\n+.1 < P. 1:101(100) ack 2 win 65535";
        report(&format!("{accepted}{calls}\n{text}\n{answer}")).outcome
    };
    let (reset, taken) = ("+0 > R 2:2(0)", "+0 > . 2:2(0) ack 101");
    for calls in [
        "+0 close(4) = 0",
        "+0 shutdown(4, SHUT_RDWR) = 0",
        "+0 shutdown(4, SHUT_WR) = 0\n+0 close(4) = 0",
    ] {
        assert_eq!(outcome(calls, reset), Outcome::Pass, "{calls}");
        assert!(matches!(outcome(calls, taken), Outcome::Fail { .. }), "{calls}");
    }
    let half = "+0 shutdown(4, SHUT_WR) = 0";
    assert_eq!(outcome(half, taken), Outcome::Pass);
    assert!(matches!(outcome(half, reset), Outcome::Fail { .. }));
}

#[test]
fn a_socket_that_is_not_open_is_ebadf_and_one_in_time_wait_is_not_connected() {
    let calls = "+0 read(9, ..., 10) = -1 EBADF\n+0 close(9) = -1 EBADF\n";
    assert_eq!(report(&format!("{PASSIVE}{calls}")).outcome, Outcome::Pass);
    let text = format!(
        "{PASSIVE}+0 < S 0:0(0) win 65535 <mss 1000>\n+0 > S. 0:0(0) ack 1\n\
        +0 < . 1:1(0) ack 1 win 65535\n+0 accept(3, ..., ...) = 4\n\
        +0 shutdown(4, SHUT_WR) = 0\n+0 > F. 1:1(0) ack 1\n+0 < F. 1:1(0) ack 2 win 65535\n\
        +0 > . 2:2(0) ack 2\n+0 shutdown(4, SHUT_WR) = -1 ENOTCONN\n"
    );
    assert_eq!(report(&text).outcome, Outcome::Pass);
}

#[test]
fn a_syn_that_is_repeated_keeps_its_number() {
    let text = format!(
        "{PASSIVE}+0 < S 0:0(0) win 65535\n+0 > S. 500:500(0) ack 1\n+1 > S. 500:500(0) ack 1\n"
    );
    assert_eq!(report(&text).outcome, Outcome::Pass);
    let wrong = text.replace("+1 > S. 500:500", "+1 > S. 501:501");
    assert!(matches!(report(&wrong).outcome, Outcome::Fail { line: 6, .. }));
}

#[test]
fn nothing_waits_once_it_is_not_to() {
    let begin = format!(
        "{PASSIVE}+0 < S 0:0(0) win 65535 <mss 1000>\n+0 > S. 0:0(0) ack 1\n\
        +0 < . 1:1(0) ack 1 win 65535\n+0 accept(3, ..., ...) = 4\n\
        +0 write(4, ..., 100) = 100\n+0 > P. 1:101(100) ack 1\n+0 write(4, ..., 100) = 100\n"
    );
    let option = "+.01 setsockopt(4, SOL_TCP, TCP_NODELAY, [1], 4) = 0\n";
    let second = "+0 > P. 101:201(100) ack 1\n";
    assert_eq!(report(&format!("{begin}{option}{second}")).outcome, Outcome::Pass);
    let early = report(&format!("{begin}{second}{option}")).outcome;
    assert!(matches!(early, Outcome::Fail { line: 11, .. }), "{early:?}");
}

#[test]
fn an_mss_that_is_set_holds_for_what_is_sent_too() {
    let text = format!(
        "{PASSIVE}+0 setsockopt(3, SOL_TCP, TCP_MAXSEG, [1100], 4) = 0\n\
        +0 < S 0:0(0) win 65535 <mss 1300>\n+0 > S. 0:0(0) ack 1 <mss 1100>\n\
        +0 < . 1:1(0) ack 1 win 65535\n+0 accept(3, ..., ...) = 4\n\
        +0 write(4, ..., 1300) = 1300\n+0 > . 1:1101(1100) ack 1\n+0 > P. 1101:1301(200) ack 1\n"
    );
    assert_eq!(report(&text).outcome, Outcome::Pass);
}

#[test]
fn tcp_info_has_the_state() {
    for (state, line) in [("TCPS_LISTEN", None), ("TCP_LISTEN", None), ("TCPS_CLOSED", Some(4))] {
        let info = format!("{{tcpi_state={state}, tcpi_rto=5}}");
        let text = format!("{PASSIVE}+0 getsockopt(3, IPPROTO_TCP, TCP_INFO, {info}, [104]) = 0\n");
        let found = match report(&text).outcome {
            Outcome::Fail { line, .. } => Some(line),
            Outcome::Pass | Outcome::Unsupported { .. } => None,
        };
        assert_eq!(found, line, "{state}");
    }
}

#[test]
fn ports_tell_connections_apart() {
    let text = format!(
        "{PASSIVE}+0 < 1000 > 80 S 0:0(0) win 9000\n+0 > 80 > 1000 S. 0:0(0) ack 1\n\
        +0 < 1001 > 80 S 0:0(0) win 9000\n+0 > 80 > 1001 S. 0:0(0) ack 1\n\
        +0 < 1000 > 80 . 1:1(0) ack 1 win 9000\n+0 < 1001 > 80 . 1:1(0) ack 1 win 9000\n\
        +0 accept(3, ..., ...) = 4\n+0 accept(3, ..., ...) = 5\n\
        +0 < 1001 > 80 P. 1:11(10) ack 1 win 9000\n+0 > 80 > 1001 . 1:1(0) ack 11\n\
        +0 read(5, ..., 100) = 10\n"
    );
    assert_eq!(report(&text).outcome, Outcome::Pass);
    for (line, wrong) in [(5, "80 > 1000 S."), (7, "80 > 1001 S."), (13, "80 > 1001 . ")] {
        let text = text.replacen(wrong, &wrong.replace("80", "81"), 1);
        assert!(matches!(report(&text).outcome, Outcome::Fail { line: l, .. } if l == line));
    }
}

#[test]
fn an_active_open_may_have_ports() {
    let text = "0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n\
        +0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0\n\
        +0 connect(3, ..., ...) = -1 EINPROGRESS\n+0 > 5000 > 80 S 0:0(0) <...>\n\
        +.1 < 80 > 5000 S. 0:0(0) ack 1 win 9000\n+0 > 5000 > 80 . 1:1(0) ack 1\n";
    assert_eq!(report(text).outcome, Outcome::Pass);
    assert_eq!(report(&text.replace("> 5000 > 80 S", "> S")).outcome, Outcome::Pass);
    let other = text.replace("< 80 > 5000", "< 80 > 5001");
    assert!(matches!(report(&other).outcome, Outcome::Fail { line: 6, .. }));
}

proptest::proptest! {
    #[test]
    fn no_script_makes_it_panic(
        lines in proptest::collection::vec(proptest::sample::select(&LINES[..]), 0..25)
    ) {
        if let Ok(script) = parse(&format!("{PASSIVE}{}", lines.join("\n"))) {
            run(&script, Settings { strict: true, ..Settings::default() });
        }
    }
}

const LINES: [&str; 40] = [
    "+0 < S 0:0(0) win 65535 <mss 1460,sackOK,TS val 5 ecr 0,nop,wscale 14>",
    "+0 < S 4294967295:4294967295(0) win 0 <mss 0,wscale 255>",
    "+0 < S 5:65540(65535) win 9 <FO 0011,FO>",
    "+0 > S. 0:0(0) ack 1 <...>",
    "+0 > S. 9:9(0) ack 1 <mss 1460,TS val 7 ecr 5>",
    "+0 < . 1:1(0) ack 1 win 257 <TS val 6 ecr 7>",
    "+0 < . 1:1(0) ack 1 win 65535",
    "+0 < . 1:1(0) ack 1 win 0",
    "+0 < P. 1:1001(1000) ack 1 win 65535",
    "+0 < P. 501:1501(1000) ack 4294967295 win 65535 urg 65535",
    "+0 < PU. 1501:1601(100) ack 1 win 65535 urg 50",
    "+0 < FSRPU. 1:1(0) ack 1 win 1",
    "+0 < F. 1:1(0) ack 1 win 65535",
    "+0 < F. 1:1(0) ack 2 win 65535",
    "+0 < R 1:1(0) win 0",
    "+0 < R. 2:2(0) ack 3 win 0",
    "+0 accept(3, ..., ...) = 4",
    "+0 write(4, ..., 100000) = 100000",
    "+0 send(4, ..., 10, MSG_OOB) = 10",
    "+0 read(4, ..., 100) = 100",
    "+0...1 read(4, ..., 100) = 100",
    "+0 shutdown(4, SHUT_WR) = 0",
    "+0 close(4) = 0",
    "+0 close(3) = 0",
    "+0 close(5) = 0",
    "+0 setsockopt(4, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8) = 0",
    "+0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 5",
    "+0 connect(5, ..., ...) = -1 EINPROGRESS (x)",
    "+0...3 connect(5, ..., ...) = 0",
    "+0 > S 0:0(0)",
    "* > . 1:1(0) ack 1",
    "+0~+100 > P. 1:1001(1000) ack 1",
    "+1000 `true`",
    "2591999 `true`",
    "+0 poll([{fd=4, events=POLLIN}], 1, 2147483647) = 0",
    "+0...5 poll([{fd=4, events=POLLIN}], 1, 1000) = 0",
    "+0 setsockopt(4, IPPROTO_TCP, TCP_KEEPIDLE, [0], 4) = 0",
    "+0 < 1 > 2 S 0:0(0) win 1",
    "+0 > 2 > 1 S. 0:0(0) ack 1",
    "+0 %{ assert tcpi_state == TCP_ESTABLISHED }%",
];
