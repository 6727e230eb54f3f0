//! The search must not explode where there is much to choose from.
use super::*;
use kernel::ClinicalMinutes;

#[test]
fn a_week_with_hundreds_of_offers_is_mended_all_the_same() {
    let mut case = case();
    case.program.doses[0].minutes_per_week = ClinicalMinutes::new(1140);
    let topics: Vec<_> = (0..50).map(|at| text(&format!("Topic {at}"))).collect();
    for at in 0..20 {
        let number = format!("track {at:02}");
        let lengths = ["12:00", "11:30", "10:45", "12:15"];
        let days = [Weekday::Wednesday, Weekday::Friday, Weekday::Saturday, Weekday::Sunday];
        let sessions: Vec<_> = days
            .iter()
            .enumerate()
            .map(|(day, weekday)| (*weekday, "09:00", lengths[(at + day) % 4]))
            .collect();
        case.track(&number, &sessions);
        for (place, weekday) in days.into_iter().enumerate() {
            case.session_row(&number, weekday).topic = Some(topics[(at * 7 + place * 3) % 50].clone());
        }
    }
    case.ask(|proposals| {
        assert!(proposals.offers.len() >= 80);
        assert_eq!(proposals.best_offers().count(), 4);
        assert_eq!(proposals.still_short(), ClinicalMinutes::ZERO);
    });
}
