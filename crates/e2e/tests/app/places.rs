//! What can be open in the page, and how a reader opens it.

use anyhow::{Context, Result};
use e2e::Lab;
use tcp_scenarios::prose::Lang;
use tcp_view::message::Message;
use thirtyfour::Key;

/// What can be open in the page; those that move the run come last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// Nothing.
    Page,
    /// The menu at a segment.
    Menu,
    /// The list of questions.
    List,
    Break,
    Compare,
    Free,
    Tour,
    Share,
    /// What is embedded elsewhere, beside how it looks.
    Embed,
    Help,
    /// With what was found.
    Proof,
    /// A question of the quiz that waits for an answer.
    Asked,
    /// One that has been answered.
    Answered,
    /// After the last.
    Score,
}

/// All but the page itself.
pub(crate) const PARTS: [Place; 13] = [
    Place::Menu,
    Place::List,
    Place::Break,
    Place::Compare,
    Place::Free,
    Place::Tour,
    Place::Share,
    Place::Help,
    Place::Proof,
    Place::Embed,
    Place::Asked,
    Place::Answered,
    Place::Score,
];

impl Place {
    /// In what it is drawn.
    pub(crate) fn root(self) -> &'static str {
        match self {
            // Another run is beside the first.
            Place::Page | Place::Compare => "body",
            Place::Menu => "#menu",
            Place::List => ".picker",
            Place::Share | Place::Embed | Place::Help => "#sheet",
            Place::Proof => ".proof",
            Place::Break
            | Place::Free
            | Place::Tour
            | Place::Asked
            | Place::Answered
            | Place::Score => "#studio",
        }
    }

    /// Opens or closes it, by what a reader would press.
    async fn press(self, lab: &Lab, lang: Lang) -> Result<()> {
        match self {
            Place::Page => Ok(()),
            Place::Menu => press(lab, ".capsule button").await,
            Place::List => press(lab, ".top .all").await,
            Place::Break => press_tool(lab, Message::Break, lang).await,
            Place::Compare => press_tool(lab, Message::Compare, lang).await,
            Place::Free => press_tool(lab, Message::Free, lang).await,
            Place::Tour => press_tool(lab, Message::FirstMinute, lang).await,
            Place::Share | Place::Embed => press_tool(lab, Message::Share, lang).await,
            Place::Help => {
                lab.focus("#player").await?;
                lab.press("?").await
            }
            Place::Proof => press(lab, "[aria-controls=proof]").await,
            Place::Asked | Place::Answered | Place::Score => {
                press_tool(lab, Message::Quiz, lang).await
            }
        }
    }

    pub(crate) async fn open(self, lab: &Lab, lang: Lang) -> Result<()> {
        self.press(lab, lang).await?;
        match self {
            Place::Page => {}
            Place::Menu => drop(lab.see("#menu button").await?),
            Place::List => drop(lab.see(".picker .q").await?),
            Place::Break | Place::Compare | Place::Free | Place::Tour => {
                lab.see("#studio .part-h").await?;
            }
            Place::Share | Place::Help => lab.until("e2e.find('#sheet').open").await?,
            Place::Embed => {
                press(lab, "#sheet [data-act='sheet embed open']").await?;
                lab.until("document.activeElement.id === 'embed-form'").await?;
            }
            Place::Proof => {
                press(lab, ".proof [data-act=run]").await?;
                lab.until("e2e.find('.proof [data-act=run]') && e2e.find('.proof .worlds')")
                    .await?;
            }
            Place::Asked => be_asked(lab).await?,
            Place::Answered => {
                be_asked(lab).await?;
                press(lab, "#studio [data-key='1']").await?;
                lab.see("#studio .quiz-why").await?;
            }
            Place::Score => {
                be_asked(lab).await?;
                while lab.ask("!!e2e.find('#studio [data-key]')").await? == "true" {
                    press(lab, "#studio [data-key='1']").await?;
                    press(lab, "#studio [data-act='quiz on']").await?;
                    come_to_question(lab).await?;
                }
            }
        }
        Ok(())
    }

    pub(crate) async fn close(self, lab: &Lab, lang: Lang) -> Result<()> {
        match self {
            Place::Share | Place::Embed | Place::Help => lab.press(Key::Escape).await?,
            _ => self.press(lab, lang).await?,
        }
        let closed = "!e2e.find('#menu button, .picker, #studio .part-h, #sheet[open]')
            && !e2e.find('.proof')?.checkVisibility()";
        lab.until(closed).await.with_context(|| format!("{self:?} stays open"))
    }
}

async fn be_asked(lab: &Lab) -> Result<()> {
    press(lab, "#studio [data-act='quiz start']").await?;
    come_to_question(lab).await
}

/// Goes to the next question, or to the score after the last.
async fn come_to_question(lab: &Lab) -> Result<()> {
    let there = "e2e.find('#studio [data-key]:not([disabled]), #studio .quiz-again')";
    lab.until(&format!("{there} || e2e.find('#studio [data-act=\"quiz jump\"]')")).await?;
    lab.ask("e2e.find('#studio [data-act=\"quiz jump\"]')?.click()").await?;
    lab.until(there).await
}

/// What is pressed may be anywhere in the page, and under anything.
async fn press(lab: &Lab, css: &str) -> Result<()> {
    lab.see(css).await?;
    lab.ask(&format!("e2e.find({css:?}).click()")).await.map(drop)
}

async fn press_tool(lab: &Lab, words: Message, lang: Lang) -> Result<()> {
    let words = words.say(lang);
    let button = format!("e2e.all('.tools .btn').find((one) => one.textContent === {words:?})");
    lab.until(&button).await?;
    lab.ask(&format!("{button}.click()")).await.map(drop)
}
