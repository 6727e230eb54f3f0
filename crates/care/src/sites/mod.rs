//! Where care happens: an organization's sites and their rooms.

use kernel::{RoomNumber, SiteNumber, Text, Zone};
use serde::Serialize;

mod setup;

pub use setup::{
    CannotSetUp, Uses, may_change_room, may_change_track, may_move_clock, moved_with_site, moves_clock,
    room_uses, site_uses, track_uses,
};

/// A place of the organization, with the clock on its wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Site {
    /// The program's own number.
    pub number: SiteNumber,
    /// What people call it.
    pub name: Text,
    /// The zone in which its sessions are planned and its weeks begin.
    pub zone: Zone,
    /// Street address.
    pub address: Option<Text>,
    /// Where to park.
    pub parking: Option<Text>,
    /// The number to call.
    pub phone: Option<Text>,
}

/// A group room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Room {
    /// The program's own number.
    pub number: RoomNumber,
    /// The site it is at.
    pub site: SiteNumber,
    /// What people call it.
    pub name: Text,
    /// Chairs.
    pub capacity: u32,
}
