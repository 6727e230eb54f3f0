//! The people who work there: one lead for each track, therapists with a caseload, and the office.

use jiff::civil::Date;

use super::calendar::plus;
use super::dice::Dice;
use super::layout::{Kind, MODALITIES, Track, site_count};
use super::names;
use super::table::{Tables, list};

/// A full caseload, and the one that a site's therapists are counted for.
pub(super) const FULL_CASELOAD: u32 = 14;
const USUAL_CASELOAD: f64 = 12.5;

#[derive(Debug, Clone)]
pub(super) struct Staff {
    pub(super) id: String,
    pub(super) site: usize,
    /// When the groups meet that this person leads; the office leads none.
    pub(super) shift: Option<Kind>,
    pub(super) therapist: bool,
    pub(super) caseload: u32,
    roles: Vec<&'static str>,
    credential: &'static str,
}

/// Puts a lead on every group and hires the office of each site.
pub(super) fn hire(clients: u32, tracks: &mut [Track], dice: &mut Dice) -> Vec<Staff> {
    let mut staff = Vec::new();
    for site in 0..site_count(clients) {
        let mut seats: Vec<usize> = (0..tracks.len()).collect();
        seats.retain(|&seat| tracks.get(seat).is_some_and(|track| track.site == site));
        let people: f64 = seats.iter().filter_map(|&seat| tracks.get(seat)).map(|track| track.target).sum();
        let first = staff.len();
        for &seat in &seats {
            let shift = tracks.get(seat).map(|track| track.kind);
            staff.push(lead(site, shift, dice));
        }
        name_therapists(staff.get_mut(first..).unwrap_or_default(), people);
        share_groups(tracks, &seats, first);
        office(&mut staff, site, people);
    }
    for (number, person) in staff.iter_mut().enumerate() {
        person.id = format!("ST{:03}", number + 1);
    }
    staff
}

fn lead(site: usize, shift: Option<Kind>, dice: &mut Dice) -> Staff {
    let credential = dice.word(&names::CREDENTIALS);
    member(site, shift, credential, vec!["facilitator"])
}

fn member(site: usize, shift: Option<Kind>, credential: &'static str, roles: Vec<&'static str>) -> Staff {
    Staff { id: String::new(), site, shift, therapist: false, caseload: 0, roles, credential }
}

/// As many of the leads as the site's people need, taken from the shifts in turn.
fn name_therapists(leads: &mut [Staff], people: f64) {
    let mut order: Vec<(usize, Kind, usize)> = Vec::new();
    for (place, lead) in leads.iter().enumerate() {
        let Some(shift) = lead.shift else { continue };
        let turn = order.iter().filter(|(_, other, _)| *other == shift).count();
        // Weekend and afternoon leads come last: few people can see them one to one.
        let late = if matches!(shift, Kind::Weekend | Kind::Afternoon) { 1000 } else { 0 };
        order.push((turn + late, shift, place));
    }
    order.sort_unstable();
    let mut covered = 0.0;
    for (_, _, place) in order {
        if covered >= people {
            return;
        }
        covered += USUAL_CASELOAD;
        if let Some(lead) = leads.get_mut(place) {
            lead.therapist = true;
            lead.roles.push("primary_therapist");
        }
    }
}

/// Leads of the same shift take turns, a day each: a permutation every day, so that nobody is in two rooms.
fn share_groups(tracks: &mut [Track], seats: &[usize], first: usize) {
    let shift_of = |seat: usize, tracks: &[Track]| tracks.get(seat).map(|track| track.kind);
    for (place, &seat) in seats.iter().enumerate() {
        let shift = shift_of(seat, tracks);
        let peers: Vec<usize> = (0..seats.len())
            .filter(|&other| seats.get(other).is_some_and(|&other| shift_of(other, tracks) == shift))
            .collect();
        let turn = peers.iter().position(|&peer| peer == place).unwrap_or(0);
        let Some(track) = tracks.get_mut(seat) else { continue };
        for group in &mut track.groups {
            let day = usize::try_from(group.weekday).unwrap_or(0);
            // Every third day the neighbour leads, so that people know more than one face.
            let shifted = turn + usize::from(day % 3 == 1);
            group.lead = first + peers.get(shifted % peers.len().max(1)).copied().unwrap_or(place);
        }
    }
}

fn office(staff: &mut Vec<Staff>, site: usize, people: f64) {
    staff.push(member(site, None, "LCSW", vec!["director"]));
    staff.push(member(site, None, "BA", vec!["admissions"]));
    staff.push(member(site, None, "BS", vec!["front_desk"]));
    staff.push(member(site, None, "MD", vec!["medical"]));
    staff.push(member(site, None, "RN", vec!["utilization"]));
    if people > 60.0 {
        staff.push(member(site, None, "RN", vec!["utilization"]));
    }
    if site == 0 {
        staff.push(member(site, None, "BS", vec!["administrator"]));
    }
}

pub(super) fn write(out: &mut Tables, staff: &[Staff], today: Date, dice: &mut Dice) {
    for (place, person) in staff.iter().enumerate() {
        let first = if dice.chance(0.6) { dice.word(&names::WOMEN) } else { dice.word(&names::MEN) };
        let last = dice.word(&names::LAST);
        let licensed = !matches!(person.credential, "BA" | "BS");
        let number = format!("{:06}", dice.between(1, 999_999));
        // Planted: the first lead's licence lapses within three weeks.
        let days = if place == 0 { 19 } else { dice.between(120, 900) };
        let expires = plus(today, days).to_string();
        let modalities = if person.shift.is_some() { list(&MODALITIES) } else { String::new() };
        let languages = if dice.chance(0.25) { "en;es" } else { "en" };
        let when_licensed = |text: &'static str| if licensed { text } else { "" };
        out.staff.add(&[
            &person.id,
            first,
            last,
            person.credential,
            if licensed { "yes" } else { "no" },
            if licensed { &number } else { "" },
            when_licensed("NY"),
            if licensed { &expires } else { "" },
            &list(&person.roles),
            &modalities,
            languages,
        ]);
    }
}
