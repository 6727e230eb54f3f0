//! Two organizations of fictional people, as the files they are imported from. Numbers of staff, tracks and clients are
//! the same in both: only the organization tells them apart.

use testkit::folder::Folder;

/// Alder: a group on Tuesday and Thursday evenings of twelve people, a morning track, an afternoon group that is
/// cancelled on the Tuesday of the tests, one that is moved to Wednesday, one that is moved within Tuesday, an
/// appointment on that day, and somebody (C15) whose stay is over.
pub(crate) fn alder() -> Folder {
    let people = [
        ("C01", "Ana,Ruiz", "evening"),
        ("C02", "Ben,Stone", "evening"),
        ("C03", "Cleo,Marsh", "evening"),
        ("C04", "Dev,Patel", "evening"),
        ("C05", "Elena,Voss", "evening"),
        ("C06", "Femi,Ade", "evening"),
        ("C07", "Grace,Hahn", "evening"),
        ("C08", "Hugo,Lind", "evening"),
        ("C09", "Ines,Costa", "evening"),
        ("C10", "Jonah,Weiss", "evening"),
        ("C11", "Kira,Novak", "evening"),
        ("C12", "Luis,Prado", "evening"),
        ("C13", "Maya,Quill", "morning"),
        ("C14", "Noor,Aziz", "morning"),
        ("C15", "Otto,Brandt", "evening"),
    ];
    let staff = "S1,Jordan,Hale,AMFT,yes,,,,facilitator,process,en\n\
                 S2,Morgan,Sato,LMFT,yes,,,,primary_therapist,process,en\n\
                 S3,Casey,Lane,AMFT,yes,,,,facilitator,process,en\n\
                 S4,Robin,Ortiz,LCSW,yes,,,,director,,en\n";
    let mut folder = house("Alder House", "America/New_York", staff, &people);
    folder.insert(
        "exceptions.csv".to_owned(),
        "track_id,date,start,kind,new_date,new_start,new_end,reason\n\
         afternoon,2026-10-13,14:00,cancelled,,,,Power cut\n\
         morning,2026-10-13,09:00,moved,2026-10-14,13:00,16:00,Room needed\n\
         noon,2026-10-13,12:00,moved,2026-10-13,16:00,17:00,Fire drill\n"
            .to_owned(),
    );
    folder.insert(
        "appointments.csv".to_owned(),
        "appointment_id,kind,client_id,staff_id,date,start,end,mode,status\n\
         A1,individual,C01,S2,2026-10-13,16:00,17:00,in_person,booked\n"
            .to_owned(),
    );
    let last_week = people[..12].iter().map(|(number, ..)| {
        let outcome = match *number {
            "C02" => "present,18:20,",
            "C03" => "unexcused,,",
            _ => "present,,",
        };
        format!("{number},2026-10-06,18:00,evening,,{outcome},in_person,,,2026-10-07T01:05:00Z,S1\n")
    });
    folder.insert(
        "attendance.csv".to_owned(),
        format!(
            "client_id,date,start,track_id,appointment_id,mark,arrived,left,mode,makes_up_date,makes_up_start,recorded_at,\
             recorded_by\n{}",
            last_week.collect::<String>()
        ),
    );
    folder
}

/// Birch: an evening group of its own.
pub(crate) fn birch() -> Folder {
    let people = [
        ("C01", "Vera,Winter", "evening"),
        ("C02", "Wim,Janssen", "evening"),
        ("C03", "Xenia,Orlov", "evening"),
        ("C13", "Yuri,Banks", "morning"),
        ("C14", "Zora,Klein", "morning"),
    ];
    let staff = "S1,Dana,Frost,AMFT,yes,,,,facilitator,process,en\n\
                 S2,Ellis,Moor,LMFT,yes,,,,primary_therapist,process,en\n\
                 S3,Frankie,Pohl,AMFT,yes,,,,facilitator,process,en\n\
                 S4,Gale,Hurst,LCSW,yes,,,,director,,en\n";
    let mut folder = house("Birch Center", "America/Chicago", staff, &people);
    folder.insert(
        "appointments.csv".to_owned(),
        "appointment_id,kind,client_id,staff_id,date,start,end,mode,status\n\
         A1,individual,C01,S2,2026-10-13,16:00,17:00,in_person,booked\n"
            .to_owned(),
    );
    folder
}

fn house(name: &str, zone: &str, staff: &str, people: &[(&str, &str, &str)]) -> Folder {
    let each = |row: &dyn Fn(&str, &str, &str) -> String| -> String {
        people.iter().map(|(number, name, track)| row(number, name, track)).collect()
    };
    let until = |number: &str| if number == "C15" { "2026-09-30" } else { "" };
    let files = [
        ("sites", "site_id,name,time_zone,address,parking,phone", format!("main,{name},{zone},,,\n")),
        ("rooms", "room_id,site_id,name,capacity", "blue,main,Blue room,14\n".to_owned()),
        (
            "staff",
            "staff_id,first_name,last_name,credential,licensed,license_number,license_state,license_expires,roles,modalities,\
             languages",
            staff.to_owned(),
        ),
        (
            "tracks",
            "track_id,site_id,name,kind,mode,language,population,group_min,group_max",
            "evening,main,Evening IOP,evening,in_person,en,,6,14\n\
             morning,main,Morning IOP,morning,in_person,en,,1,10\n\
             noon,main,Noon skills,afternoon,in_person,en,,1,10\n\
             afternoon,main,Afternoon IOP,afternoon,in_person,en,,1,10\n\
             night,main,Night group,weekend,in_person,en,,1,10\n"
                .to_owned(),
        ),
        (
            "sessions",
            "track_id,weekday,start,valid_from,end,valid_until,modality,domain,topic,room_id,facilitator_ids",
            "evening,tue,18:00,2026-09-01,21:00,,process,relapse_prevention,,blue,S1\n\
             evening,thu,18:00,2026-09-01,21:00,,process,relapse_prevention,,blue,S1\n\
             morning,tue,09:00,2026-09-01,12:00,,process,coping_skills,,blue,S2\n\
             morning,thu,09:00,2026-09-01,12:00,,process,coping_skills,,blue,S2\n\
             noon,tue,12:00,2026-09-01,13:00,,process,coping_skills,,blue,S1\n\
             afternoon,tue,14:00,2026-09-01,17:00,,process,coping_skills,,blue,S1\n\
             night,sun,01:00,2026-09-01,03:00,,process,coping_skills,,blue,S1\n"
                .to_owned(),
        ),
        (
            "clients",
            "client_id,first_name,last_name,preferred_name,pronouns,birth_date,languages,phone,email,primary_staff_id,\
             keep_away",
            each(&|number, name, _| {
                format!("{number},{name},,,,en,,,{},\n", if number == "C01" { "S2" } else { "" })
            }),
        ),
        (
            "stays",
            "client_id,from,until,level,kind,end_reason",
            each(&|number, _, _| format!("{number},2026-09-01,{},2.1,entry,\n", until(number))),
        ),
        (
            "doses",
            "client_id,from,minutes_per_week,days_per_week,individual_every_weeks,reason,author_staff_id",
            each(&|number, _, _| format!("{number},2026-09-01,540,3,1,,\n")),
        ),
        (
            "authorizations",
            "authorization_id,client_id,payer,number,unit,units,from,until",
            "Z1,C01,Northwind Health,,day,30,2026-09-01,2026-11-30\n".to_owned(),
        ),
        ("enrolments", "client_id,track_id,from,until,days", {
            let weekly =
                each(&|number, _, track| format!("{number},{track},2026-09-01,{},tue;thu\n", until(number)));
            weekly
                + "C13,afternoon,2026-09-01,,tue\nC13,noon,2026-09-01,,tue\nC02,night,2026-09-01,,sun\n\
                   C03,night,2026-09-01,,sun\n"
        }),
    ];
    files
        .into_iter()
        .map(|(file, header, rows)| (format!("{file}.csv"), format!("{header}\n{rows}")))
        .collect()
}
