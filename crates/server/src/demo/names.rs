//! Fictional names, addresses and words. Nobody in the synthetic clinic exists.

pub(super) const SITES: [&str; 24] = [
    "Alder Street",
    "Harbor View",
    "Maple Court",
    "Lark Park",
    "Riverside",
    "Canal Square",
    "Hillcrest",
    "Orchard Lane",
    "Granite Hill",
    "Lakeshore",
    "Millbrook",
    "Cedar Point",
    "Fern Valley",
    "Juniper Way",
    "Kestrel Road",
    "Linden Avenue",
    "Meadow Gate",
    "North Pier",
    "Old Foundry",
    "Pine Ridge",
    "Quarry Road",
    "Rowan Place",
    "Stone Bridge",
    "Willow Bend",
];

pub(super) const ROOMS: [&str; 10] =
    ["Cedar", "Birch", "Maple", "Spruce", "Willow", "Aspen", "Hazel", "Linden", "Rowan", "Elm"];

pub(super) const WOMEN: [&str; 48] = [
    "Ana", "Grace", "Keisha", "Linh", "Priya", "Tanya", "Marisol", "Denise", "Nadia", "Carmen", "Shanice",
    "Ellen", "Rosa", "Mei", "Fatima", "Brenda", "Colleen", "Yolanda", "Ingrid", "Aisha", "Paula", "Teresa",
    "Wanda", "Sofia", "Hannah", "Jade", "Lucia", "Monique", "Naomi", "Olga", "Patrice", "Renata", "Sandra",
    "Thea", "Uma", "Valerie", "Xiomara", "Yvonne", "Zoe", "Alma", "Beatriz", "Claire", "Dolores", "Esther",
    "Gloria", "Imani", "Joy", "Kayla",
];

pub(super) const MEN: [&str; 60] = [
    "Andre", "Bobby", "Caleb", "Devon", "Samuel", "Tomasz", "Marcus", "Omar", "Luis", "Terrence", "Kevin",
    "Hector", "Dmitri", "Raj", "Wei", "Patrick", "Julio", "Darnell", "Stephen", "Ibrahim", "Miguel",
    "Walter", "Curtis", "Felix", "Gus", "Henry", "Isaac", "Jerome", "Karl", "Leon", "Mateo", "Nathan",
    "Otis", "Pablo", "Quentin", "Ramon", "Silas", "Theo", "Ulises", "Victor", "Wayne", "Xavier", "Yusuf",
    "Zachary", "Amir", "Brandon", "Carlos", "Dale", "Eduardo", "Frank", "Gerald", "Hugo", "Ian", "Jamal",
    "Kofi", "Leroy", "Manuel", "Neil", "Owen", "Pedro",
];

pub(super) const LAST: [&str; 96] = [
    "Abbott", "Acosta", "Adeyemi", "Alvarez", "Anders", "Baptiste", "Barlow", "Bennett", "Bianchi",
    "Boateng", "Bowman", "Brennan", "Caldwell", "Castillo", "Chaudhry", "Clark", "Cohen", "Cordero", "Cruz",
    "Dalton", "Delgado", "Diaz", "Doyle", "Dubois", "Eaton", "Ellis", "Espinoza", "Farrell", "Figueroa",
    "Fischer", "Flores", "Foster", "Gaines", "Garza", "Gibbs", "Gomez", "Grant", "Haddad", "Hale", "Harmon",
    "Hayes", "Herrera", "Hoang", "Hughes", "Ibarra", "Iverson", "Jansen", "Jimenez", "Joshi", "Kaplan",
    "Keller", "Khan", "Kowalski", "Lambert", "Larsen", "Leblanc", "Lopez", "Lowe", "Malone", "Marsh",
    "Medina", "Mensah", "Mills", "Molina", "Moreau", "Navarro", "Nguyen", "Nolan", "Novak", "Oconnor",
    "Okafor", "Ortiz", "Osborne", "Pace", "Patel", "Pena", "Petrov", "Quinn", "Ramirez", "Reyes", "Rossi",
    "Russo", "Santos", "Schultz", "Silva", "Sloan", "Soto", "Tran", "Tucker", "Vargas", "Vaughn", "Walsh",
    "Webb", "Wong", "Yates", "Zamora",
];

pub(super) const CREDENTIALS: [&str; 5] = ["LCSW", "LMFT", "LMHC", "LCSW-R", "CASAC-M"];

/// Payers, with the weight of each in a suburban, leaning commercial clinic. None exists but the public ones.
pub(super) const PAYERS: [(&str, f64); 6] = [
    ("Pacific Harbor PPO", 46.0),
    ("Lakeshore HMO", 16.0),
    ("Commonwealth Medicaid Plan", 24.0),
    ("Medicare", 4.0),
    ("TRICARE", 3.0),
    ("", 7.0),
];
