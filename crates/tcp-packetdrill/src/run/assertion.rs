//! Blocks of code. What a block asserts of the connection by the names of Linux's `tcp_info` is
//! checked where the model knows it; everything else that stands in a block is skipped.

mod evaluate;

use super::host::Target;
use super::{Runner, Step, Stop};
use evaluate::{Unknown, evaluate};
use tcp_model::state::State;

/// Statements that decide whether others run.
const CONTROL: [&str; 9] = ["if", "elif", "else", "for", "while", "def", "try", "with", "class"];

impl Runner {
    /// Checks the assertions of a block.
    pub(super) fn code(&mut self, code: &str, line: u32) -> Step {
        let statements = statements(code);
        let first_word =
            |s: &str| s.split(|c: char| !c.is_alphanumeric()).next().map(str::to_owned);
        let controls = |s: &String| first_word(s).is_some_and(|w| CONTROL.contains(&w.as_str()));
        if statements.iter().any(controls) {
            return self.pass_over("a block of code with conditions", code, line);
        }
        for statement in &statements {
            match statement.strip_prefix("assert").filter(|s| !s.starts_with(char::is_alphanumeric))
            {
                Some(assertion) => self.assert(assertion.trim(), line)?,
                None => self.pass_over("code", statement, line)?,
            }
        }
        Ok(())
    }

    fn assert(&mut self, assertion: &str, line: u32) -> Step {
        let state = self.state();
        let field = |name: &str| self.field(name, state);
        match evaluate(assertion, &field) {
            Ok((holds, _)) if holds != 0 => Ok(()),
            Ok((_, fields)) => {
                let value = |name: &String| match name.as_str() {
                    "tcpi_state" => format!("{name} is {} ({state})", linux_name(state)),
                    _ => format!("{name} is {}", field(name).unwrap_or_default()),
                };
                let values: Vec<String> = fields.iter().map(value).collect();
                let expected = format!("assert {assertion}");
                let got =
                    if values.is_empty() { "it is false".to_owned() } else { values.join(", ") };
                Err(Stop::Fail { expected, got })
            }
            Err(Unknown(what)) => self.pass_over(&what, assertion, line),
        }
    }

    /// Says that something is not checked, unless it is about the state: that is always checked.
    fn pass_over(&mut self, what: &str, text: &str, line: u32) -> Step {
        if text.contains("tcpi_state") {
            return Err(Stop::Unsupported(format!("{what} in an assertion about tcpi_state")));
        }
        self.skip(line, &format!("{what}: skipped"));
        Ok(())
    }

    /// The state of what the script has dealt with last.
    fn state(&self) -> State {
        match self.host.target {
            Some(Target::Connection(id)) => self.host.connections[id].state(),
            Some(Target::Listener(_)) => State::Listen,
            None => State::Closed,
        }
    }

    /// The value of a field of `tcp_info`, or of a name that it is compared with.
    fn field(&self, name: &str, state: State) -> Option<i64> {
        let named = |s: &State| linux_name(*s) == name || bsd_name(*s) == name;
        if let Some(state) = State::ALL.iter().find(|s| named(s)) {
            return Some(number(*state));
        }
        let connection = match self.host.target {
            Some(Target::Connection(id)) => Some(&self.host.connections[id]),
            _ => None,
        };
        let status = connection.map(|connection| connection.endpoint.status());
        match name {
            "tcpi_state" => Some(number(state)),
            "tcpi_rto" => i64::try_from(status?.rto.as_micros()).ok(),
            "tcpi_snd_mss" => Some(status?.eff_snd_mss.into()),
            // Linux counts segments.
            "tcpi_snd_cwnd" => {
                let status = status.filter(|status| status.cwnd < u32::MAX)?;
                Some((status.cwnd / status.eff_snd_mss.max(1)).into())
            }
            "tcpi_unacked" => i64::try_from(connection?.in_flight()).ok(),
            "tcpi_total_retrans" => Some(connection?.retransmissions.into()),
            "True" => Some(1),
            "False" => Some(0),
            _ => None,
        }
    }
}

/// The statements of a block: one a line, unless brackets go on or a semicolon comes between.
fn statements(code: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let (mut depth, mut comment) = (0i32, false);
    for c in code.chars() {
        comment = c != '\n' && (comment || c == '#');
        depth += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
        match c {
            '\n' | ';' if depth <= 0 => found.push(String::new()),
            '\n' => append(&mut found, ' '),
            _ if comment => {}
            c => append(&mut found, c),
        }
    }
    found.iter().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect()
}

fn append(statements: &mut [String], c: char) {
    if let Some(last) = statements.last_mut() {
        last.push(c);
    }
}

/// Linux's names of the states.
pub(crate) fn linux_name(state: State) -> &'static str {
    match state {
        State::Listen => "TCP_LISTEN",
        State::SynSent => "TCP_SYN_SENT",
        State::SynReceived => "TCP_SYN_RECV",
        State::Established => "TCP_ESTABLISHED",
        State::FinWait1 => "TCP_FIN_WAIT1",
        State::FinWait2 => "TCP_FIN_WAIT2",
        State::CloseWait => "TCP_CLOSE_WAIT",
        State::Closing => "TCP_CLOSING",
        State::LastAck => "TCP_LAST_ACK",
        State::TimeWait => "TCP_TIME_WAIT",
        State::Closed => "TCP_CLOSE",
    }
}

/// FreeBSD's names of the states.
pub(crate) fn bsd_name(state: State) -> &'static str {
    match state {
        State::Listen => "TCPS_LISTEN",
        State::SynSent => "TCPS_SYN_SENT",
        State::SynReceived => "TCPS_SYN_RECEIVED",
        State::Established => "TCPS_ESTABLISHED",
        State::FinWait1 => "TCPS_FIN_WAIT_1",
        State::FinWait2 => "TCPS_FIN_WAIT_2",
        State::CloseWait => "TCPS_CLOSE_WAIT",
        State::Closing => "TCPS_CLOSING",
        State::LastAck => "TCPS_LAST_ACK",
        State::TimeWait => "TCPS_TIME_WAIT",
        State::Closed => "TCPS_CLOSED",
    }
}

/// Linux's numbers of the states.
fn number(state: State) -> i64 {
    match state {
        State::Established => 1,
        State::SynSent => 2,
        State::SynReceived => 3,
        State::FinWait1 => 4,
        State::FinWait2 => 5,
        State::TimeWait => 6,
        State::Closed => 7,
        State::CloseWait => 8,
        State::LastAck => 9,
        State::Listen => 10,
        State::Closing => 11,
    }
}
