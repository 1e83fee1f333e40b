//! What can be asked for, and who can do it.

/// What somebody has learned; decides what they are assigned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trade {
    Plumber,
    Electrician,
    Mechanic,
    Locksmith,
    Carpenter,
    Groundskeeper,
    Custodian,
}

impl Trade {
    pub(crate) const ALL: [Self; 7] = [
        Self::Plumber,
        Self::Electrician,
        Self::Mechanic,
        Self::Locksmith,
        Self::Carpenter,
        Self::Groundskeeper,
        Self::Custodian,
    ];

    /// As it stands behind somebody's name.
    pub fn job(self) -> &'static str {
        match self {
            Self::Plumber => "Plumber",
            Self::Electrician => "Electrician",
            Self::Mechanic => "HVAC mechanic",
            Self::Locksmith => "Locksmith",
            Self::Carpenter => "Carpenter",
            Self::Groundskeeper => "Groundskeeper",
            Self::Custodian => "Custodian",
        }
    }
}

/// A kind of work request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestType {
    /// Unique among the types.
    pub name: &'static str,
    /// Days until it is due, counted from the opening.
    pub due_days: i64,
    /// Who does it.
    pub trade: Trade,
    /// How often it is asked for, compared with others.
    pub(crate) weight: u32,
}

pub(crate) fn request_types() -> Vec<RequestType> {
    [
        ("Plumbing", 5, Trade::Plumber, 16),
        ("Electrical", 5, Trade::Electrician, 13),
        ("HVAC", 3, Trade::Mechanic, 17),
        ("Doors & locks", 4, Trade::Locksmith, 11),
        ("Carpentry", 14, Trade::Carpenter, 8),
        ("Painting", 30, Trade::Carpenter, 3),
        ("Grounds", 10, Trade::Groundskeeper, 7),
        ("Custodial", 2, Trade::Custodian, 9),
        ("Roofing", 7, Trade::Carpenter, 2),
        ("Kitchen equipment", 3, Trade::Mechanic, 3),
        ("Fire & life safety", 1, Trade::Electrician, 3),
        ("Furniture & moving", 10, Trade::Custodian, 5),
        ("Pest control", 5, Trade::Groundskeeper, 2),
        ("Glass & windows", 4, Trade::Carpenter, 4),
        ("Playground", 7, Trade::Groundskeeper, 2),
    ]
    .map(|(name, due_days, trade, weight)| RequestType { name, due_days, trade, weight })
    .into()
}
