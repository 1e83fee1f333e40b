//! The product as its users meet it: every test runs on both databases, over HTTP, as somebody.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod access_changes;
mod app;
mod approval_processes;
mod associations;
mod attachments;
mod browser;
mod building_groups;
mod every_route;
mod explanations;
mod followers;
mod imports;
mod lifecycle;
mod lists;
mod multipart;
mod notices;
mod organization;
mod people_cast;
mod people_climbing;
mod people_climbing_lead;
mod people_invitations;
mod people_pages;
mod people_scope;
mod people_sign_in;
mod people_types;
mod people_users;
mod places;
mod places_pages;
mod previews;
mod reference;
mod request_types;
mod sessions;
mod setup_pages;
mod viewing;
mod views;
mod work_pages;
