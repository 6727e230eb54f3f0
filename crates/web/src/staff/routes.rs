//! Where staff are shown and changed.

use super::{list, one, out};
use crate::app::App;
use crate::settings::{back_to, remove, save_new, save_one, show_new, show_one};
use axum::Router;
use axum::routing::get;
use care::staff::StaffMember;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/staff", get(list::show).post(list::search))
        .route("/staff.csv", get(list::download))
        .route("/staff/new", get(show_new::<StaffMember>).post(save_new::<StaffMember>))
        .route("/staff/{number}", get(one::show))
        .route("/staff/{number}/details", get(show_one::<StaffMember>).post(save_one::<StaffMember>))
        .route("/staff/{number}/details/remove", get(back_to::<StaffMember>).post(remove::<StaffMember>))
        .route("/staff/{number}/out", get(out::show).post(out::send))
        .route("/staff/{number}/out/{from}", get(out::typed).post(out::take_back))
}
