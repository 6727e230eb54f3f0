//! A pack: the editions of one set of rules, one in force on any day.

use super::{Citation, Edition, PackFault, check};
use jiff::civil::Date;
use serde::Deserialize;

kernel::codes! {
    /// The packs of this build.
    pub enum PackId {
        /// The program's own defaults.
        ProgramDefault = "program-default",
        /// A commercial plan of which nothing better is known.
        CommercialDefault = "commercial-default",
        /// North Carolina, substance abuse intensive outpatient program.
        NcSaiop = "nc-saiop",
        /// Virginia, Addiction and Recovery Treatment Services.
        VaArts = "va-arts",
        /// Maryland, substance use disorder programs.
        MdSud = "md-sud",
        /// California, Drug Medi-Cal Organized Delivery System.
        CaDmcOds = "ca-dmc-ods",
    }
}

kernel::codes! {
    /// Where a pack holds, by ISO 3166-2.
    pub enum Jurisdiction {
        /// California.
        California = "US-CA",
        /// Maryland.
        Maryland = "US-MD",
        /// North Carolina.
        NorthCarolina = "US-NC",
        /// Virginia.
        Virginia = "US-VA",
    }
}

kernel::codes! {
    /// Whose payment a pack governs.
    pub enum PayerKind {
        /// The state's Medicaid.
        Medicaid = "medicaid",
        /// Commercial insurance.
        Commercial = "commercial",
    }
}

/// The editions of one set of rules.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Which pack it is.
    pub id: PackId,
    /// What people call it.
    pub title: Citation,
    /// The state whose rules they are; `None` for rules of no one state.
    pub jurisdiction: Option<Jurisdiction>,
    /// Whose payment they govern; `None` where the source names nobody.
    pub payer: Option<PayerKind>,
    /// Its editions. No two hold on one day.
    pub editions: Vec<Edition>,
}

impl Pack {
    /// Reads a pack from TOML and looks it over: a pack that is returned contradicts itself nowhere.
    ///
    /// # Errors
    /// [`PackFault`], by what is wrong with the text.
    pub fn parse(id: PackId, text: &str) -> Result<Self, PackFault> {
        let pack: Self = toml::from_str(text)?;
        check::pack(id, &pack)?;
        Ok(pack)
    }

    /// The edition in force on a day; `None` where the pack has none for it.
    pub fn edition_on(&self, day: Date) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.covers(day))
    }
}
