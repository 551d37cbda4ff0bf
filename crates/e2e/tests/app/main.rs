//! What a reader does with the page, and what then is to be seen.

mod access;
mod accessibility;
mod address;
mod attack;
mod embed;
mod embedding;
mod exports;
mod hosting;
mod inspector;
mod keyboard;
mod layout;
mod learn;
mod long;
mod manners;
mod motion;
mod network;
mod nginx;
mod pages;
mod phone;
mod places;
mod proof;
mod questions;
mod settings;
mod studio;
mod timeline;
mod walk;
