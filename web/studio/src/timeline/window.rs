//! The part of the axis that is shown.

use tcp_view::fixed::Px;

/// From here to there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Window {
    pub(super) from: Px,
    pub(super) to: Px,
}

impl Window {
    /// Where something is across, in hundredths of a percent; at an end for what is outside.
    pub(super) fn x(self, y: Px) -> i32 {
        let part = y.max(self.from).min(self.to) - self.from;
        part.scaled(10_000, self.length()).0
    }

    /// What is so many thousandths across.
    pub(super) fn y(self, thousandths: i32) -> Px {
        self.from + (self.to - self.from).scaled(thousandths.clamp(0, 1000).into(), 1000)
    }

    pub(super) fn holds(self, y: Px) -> bool {
        self.from <= y && y <= self.to
    }

    fn length(self) -> i64 {
        i64::from((self.to - self.from).0.max(1))
    }
}

/// Hundredths of a percent as CSS and SVG write them.
pub(super) fn percent(x: i32) -> String {
    format!("{}.{:02}%", x / 100, x % 100)
}
