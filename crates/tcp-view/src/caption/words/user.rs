//! What users are told, in the words of each language. It is needed wherever a run is told, so
//! the page always has both.

use tcp_model::endpoint::{CallError, Signal};
use tcp_scenarios::prose::Lang;

/// What a user is told.
pub const fn signal(signal: Signal, lang: Lang) -> &'static str {
    match (lang, signal) {
        (Lang::ZhCn, Signal::ConnectionClosing) => "对方不再发送",
        (Lang::ZhCn, Signal::ConnectionReset) => "连接被复位",
        (Lang::ZhCn, Signal::ConnectionRefused) => "连接被拒绝",
        (Lang::ZhCn, Signal::UserTimeout) => "用户超时，连接中止",
        (Lang::ZhCn, Signal::Urgent) => "有紧急数据",
        (Lang::ZhCn, Signal::DeliveryProblem) => "传送有困难",
        (Lang::ZhCn, Signal::KeepAliveTimeout) => "保活超时，连接中止",
        (Lang::ZhCn, Signal::SoftError) => "网络报告暂时的故障",
        (Lang::ZhCn, Signal::HardError) => "目的地不可达",
        (Lang::En, Signal::ConnectionClosing) => "connection closing",
        (Lang::En, Signal::ConnectionReset) => "connection reset",
        (Lang::En, Signal::ConnectionRefused) => "connection refused",
        (Lang::En, Signal::UserTimeout) => "connection aborted due to user timeout",
        (Lang::En, Signal::Urgent) => "urgent data",
        (Lang::En, Signal::DeliveryProblem) => "delivery problem",
        (Lang::En, Signal::KeepAliveTimeout) => "connection aborted due to keep-alive timeout",
        (Lang::En, Signal::SoftError) => "soft error reported by the network",
        (Lang::En, Signal::HardError) => "destination unreachable",
    }
}

/// Why a call was refused.
pub const fn error(error: CallError, lang: Lang) -> &'static str {
    match (lang, error) {
        (Lang::ZhCn, CallError::AlreadyExists) => "连接已存在",
        (Lang::ZhCn, CallError::DoesNotExist) => "连接不存在",
        (Lang::ZhCn, CallError::Closing) => "连接正在关闭",
        (Lang::ZhCn, CallError::InsufficientResources) => "资源不足",
        (Lang::ZhCn, CallError::RemoteUnspecified) => "没有指定对方的套接字",
        (Lang::En, CallError::AlreadyExists) => "connection already exists",
        (Lang::En, CallError::DoesNotExist) => "connection does not exist",
        (Lang::En, CallError::Closing) => "connection closing",
        (Lang::En, CallError::InsufficientResources) => "insufficient resources",
        (Lang::En, CallError::RemoteUnspecified) => "remote socket unspecified",
    }
}
