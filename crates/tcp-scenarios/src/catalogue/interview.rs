//! The interview questions that the page begins with.

use crate::prose::Text;

/// One of the four interview questions of the post: what it asks, and the scenarios that answer.
pub struct InterviewQuestion {
    /// The question.
    pub question: Text,
    /// The addresses of its scenarios, the first being the one to begin with.
    pub scenarios: &'static [&'static str],
}

impl InterviewQuestion {
    /// The four, in the post's order.
    pub fn all() -> [InterviewQuestion; 4] {
        let question = |zh_cn: &str, en: &str, scenarios| InterviewQuestion {
            question: Text { zh_cn: zh_cn.to_owned(), en: en.to_owned() },
            scenarios,
        };
        [
            question("讲一讲三次握手", "Describe the handshake", &["three-way-normal"]),
            question(
                "讲一讲三次握手和四次挥手",
                "Handshake and close",
                &["complete-lifecycle", "four-way-close"],
            ),
            question(
                "为什么是三次，不是两次、四次？",
                "Why three, not two or four?",
                &[
                    "two-way-synack-lost",
                    "two-way-old-duplicate-syn",
                    "four-way-split-syn-ack",
                    "four-way-ack-of-ack",
                ],
            ),
            question(
                "ISN 为什么不能固定？",
                "Why not a fixed ISN?",
                &["isn-fixed-old-data", "isn-clock-old-data-rejected"],
            ),
        ]
    }
}
