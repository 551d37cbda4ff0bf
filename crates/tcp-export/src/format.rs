//! What a run can be exported as.

use tcp_scenarios::prose::Lang;

/// A format.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Format {
    /// A ladder for a terminal.
    Text,
    /// The trace, tcp-lanes-trace/1.
    Json,
    /// A figure.
    Svg,
    /// A figure that plays once.
    AnimatedSvg,
    /// A sequence diagram for Mermaid.
    Mermaid,
    /// A sequence diagram for PlantUML.
    PlantUml,
    /// Question, answer, and what happened as a table.
    Markdown,
    /// A capture for Wireshark, each packet with a comment.
    Pcapng,
    /// A packetdrill script of what one end lived through.
    Packetdrill,
    /// A figure in pixels.
    Png,
    /// A film in pixels.
    Gif,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Format; 11] = [
        Format::Text,
        Format::Json,
        Format::Svg,
        Format::AnimatedSvg,
        Format::Mermaid,
        Format::PlantUml,
        Format::Markdown,
        Format::Pcapng,
        Format::Packetdrill,
        Format::Png,
        Format::Gif,
    ];

    /// As the command line writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Svg => "svg",
            Format::AnimatedSvg => "animated-svg",
            Format::Mermaid => "mermaid",
            Format::PlantUml => "plantuml",
            Format::Markdown => "markdown",
            Format::Pcapng => "pcapng",
            Format::Packetdrill => "packetdrill",
            Format::Png => "png",
            Format::Gif => "gif",
        }
    }

    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// How names of its files end, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Json => "json",
            Format::Svg => "svg",
            Format::AnimatedSvg => "animated.svg",
            Format::Mermaid => "mmd",
            Format::PlantUml => "puml",
            Format::Markdown => "md",
            Format::Pcapng => "pcapng",
            Format::Packetdrill => "pkt",
            Format::Png => "png",
            Format::Gif => "gif",
        }
    }

    /// Its media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Format::Text | Format::PlantUml | Format::Packetdrill => "text/plain;charset=utf-8",
            Format::Json => "application/json",
            Format::Svg | Format::AnimatedSvg => "image/svg+xml",
            Format::Mermaid => "text/vnd.mermaid;charset=utf-8",
            Format::Markdown => "text/markdown;charset=utf-8",
            Format::Pcapng => "application/x-pcapng",
            Format::Png => "image/png",
            Format::Gif => "image/gif",
        }
    }

    /// What a menu calls it.
    pub const fn label(self, lang: Lang) -> &'static str {
        match lang {
            Lang::ZhCn => self.label_in_chinese(),
            Lang::En => self.label_in_english(),
        }
    }

    const fn label_in_english(self) -> &'static str {
        match self {
            Format::Text => "Ladder as text",
            Format::Json => "Trace (JSON)",
            Format::Svg => "Figure (SVG)",
            Format::AnimatedSvg => "Figure that plays (animated SVG)",
            Format::Mermaid => "Sequence diagram (Mermaid)",
            Format::PlantUml => "Sequence diagram (PlantUML)",
            Format::Markdown => "Transcript (Markdown)",
            Format::Pcapng => "Capture for Wireshark (pcapng)",
            Format::Packetdrill => "Script (packetdrill)",
            Format::Png => "Picture (PNG)",
            Format::Gif => "Film (GIF)",
        }
    }

    const fn label_in_chinese(self) -> &'static str {
        match self {
            Format::Text => "文本时序图",
            Format::Json => "运行记录（JSON）",
            Format::Svg => "矢量图（SVG）",
            Format::AnimatedSvg => "矢量动画（SVG）",
            Format::Mermaid => "时序图代码（Mermaid）",
            Format::PlantUml => "时序图代码（PlantUML）",
            Format::Markdown => "文字记录（Markdown）",
            Format::Pcapng => "抓包文件（pcapng，可用 Wireshark 打开）",
            Format::Packetdrill => "测试脚本（packetdrill）",
            Format::Png => "图片（PNG）",
            Format::Gif => "动图（GIF）",
        }
    }

    /// Whether a file of it is text, in UTF-8, which can be put on a clipboard.
    pub const fn is_text(self) -> bool {
        match self {
            Format::Text
            | Format::Json
            | Format::Svg
            | Format::AnimatedSvg
            | Format::Mermaid
            | Format::PlantUml
            | Format::Markdown
            | Format::Packetdrill => true,
            Format::Pcapng | Format::Png | Format::Gif => false,
        }
    }

    /// Whether it is made of pixels, which need a browser: [`export`](crate::export) has none.
    pub const fn is_pixels(self) -> bool {
        match self {
            Format::Png | Format::Gif => true,
            Format::Text
            | Format::Json
            | Format::Svg
            | Format::AnimatedSvg
            | Format::Mermaid
            | Format::PlantUml
            | Format::Markdown
            | Format::Pcapng
            | Format::Packetdrill => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_one_format_and_every_file_name_too() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
            let same = |other: &Format| other.extension() == format.extension();
            assert_eq!(Format::ALL.iter().filter(|other| same(other)).count(), 1);
        }
        assert_eq!(Format::from_name("SVG"), None);
    }
}
