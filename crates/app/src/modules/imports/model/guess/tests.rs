use super::*;
use crate::modules::imports::model::{Kind, amount::Mark, table};

fn guessed(text: &str) -> Guess {
    guess(&table::read(text.as_bytes()).unwrap(), Kind::WorkRequests, &Known::default())
}

fn fields(text: &str) -> Vec<(String, Option<&'static str>)> {
    guessed(text).columns.into_iter().map(|c| (c.column, c.field.map(Field::word))).collect()
}

/// The traits of real maintenance records: short texts as they were typed, order types, credits, and a row that shifted.
const WORK_ORDERS: &str = "BscStartDate,Asset,OriginalShorttext,PMType,Cost
2004-07-01,A,BUCKET WON'T OPEN,PM01,183.05
2005-03-20,A,\"Missing adapter,tooth and pins\",PM01,407.4
2003-12-31,B,won,t swing,PM01
2002-03-31,B,L/H ENGINE WONT START,PM02,-339.81
2002-03-31,B,Service,PM02,0
2010-09-20,C,REPAIR CRACK ON BOOM,PM01,1026684.2
";

#[test]
fn work_orders_of_a_mine_are_understood() {
    let guess = guessed(WORK_ORDERS);
    let mapping = &guess.mapping;
    assert_eq!(mapping[&Field::OpenedAt].column, "BscStartDate");
    assert_eq!(mapping[&Field::OpenedAt].order, Some(Order::YearMonthDay));
    assert_eq!(mapping[&Field::Title].column, "OriginalShorttext");
    assert_eq!(mapping[&Field::Location], Column { prefix: "Asset ".into(), ..Column::named("Asset") });
    assert_eq!(mapping[&Field::Cost].decimal, Some(Mark::Point));
    let values = &mapping[&Field::RequestType].values;
    assert_eq!(values.keys().collect::<Vec<_>>(), ["PM01", "PM02"], "what stands there once is left to be found wrong");
    assert_eq!(mapping.len(), 5);
    let types = &guess.columns[3];
    assert!(types.unsure);
    assert_eq!(types.values[0], Counted { value: "PM01".into(), rows: 3 });
}

#[test]
fn a_help_desk_s_file_is_understood() {
    let text = "Ticket #;Subject;Description;Reported by;Site;Room;Status;Category;Date submitted;Due;Date closed;Total (EUR);Curr
17;Lamp;It flickers;Olga;Lincoln;12;Closed;Electrical;31.01.2024;15.02.2024;02.02.2024;1.012,50;EUR
18;Door;It squeaks;Tom;Lincoln;13;Open;Doors;01.02.2024;;;0,50;EUR
";
    let found = fields(text);
    let words: Vec<_> = found.iter().map(|(_, field)| field.unwrap_or("-")).collect();
    assert_eq!(
        words,
        [
            "reference",
            "title",
            "description",
            "requested_by",
            "building",
            "resource",
            "state",
            "request_type",
            "opened_at",
            "due_at",
            "resolved_at",
            "cost",
            "currency"
        ]
    );
    let guess = guessed(text);
    assert_eq!(guess.order(Field::OpenedAt), Some(Order::DayMonthYear));
    assert_eq!(guess.mapping[&Field::Cost].decimal, Some(Mark::Comma));
}

#[test]
fn a_description_alone_is_the_title() {
    assert_eq!(fields("Description,X\nLeak,1\n"), [("Description".into(), Some("title")), ("X".into(), None)]);
    assert_eq!(fields("A,B\n1,The lamp flickers\n")[1].1, Some("title"));
}

#[test]
fn dates_that_can_be_read_in_two_ways_ask_for_a_look() {
    let opened = |text: &str| guessed(text).columns[0].clone();
    assert!(opened("Date,Title\n1/2/2024,Leak\n").unsure);
    assert!(!opened("Date,Title\n13/2/2024,Leak\n").unsure);
}

#[test]
fn what_the_organization_has_is_recognised() {
    let known = Known::names([(Field::Building, vec!["Lincoln High".to_owned()])], false);
    let table = table::read(b"A,B\nLincoln High,Leak\n").unwrap();
    assert_eq!(guess(&table, Kind::WorkRequests, &known).columns[0].field, Some(Field::Building));
}

#[test]
fn a_column_that_speaks_against_its_name_is_left_out() {
    assert_eq!(fields("Cost,Title\nhigh,Leak\n")[0].1, None);
    assert_eq!(fields("Start,Title\nnow,Leak\n")[0].1, None);
}

#[test]
fn a_date_that_is_mistyped_is_found_later() {
    assert_eq!(fields("Opened,Title\n2024-13-45,Leak\n2024-01-31,Crack\n")[0].1, Some("opened_at"));
    assert_eq!(fields("Opened,Title\nyesterday,Leak\ntoday,Crack\n2024-01-31,Rust\n")[0].1, None);
    assert_eq!(fields("opened_at,Title\nyesterday,Leak\n")[0].1, Some("opened_at"), "it is the word for it");
    assert_eq!(fields("When,Title\n2024-13-45,Leak\n2024-01-31,Crack\n")[0].1, None, "half of them may be chance");
}

#[test]
fn a_list_of_staff_is_understood() {
    let text =
        "First Name,Last Name,E-mail,Role,School,Zone,Phone,Default building,All buildings,Status,Initial password
Ann,Lee,ann@district.example,Teacher,Lincoln High,North,555 1,Lincoln High,no,Active,correct horse
";
    let known = Known::names([(Field::Buildings, vec!["Lincoln High".to_owned()])], false);
    let guess = guess(&table::read(text.as_bytes()).unwrap(), Kind::Users, &known);
    let words: Vec<_> = guess.columns.iter().map(|column| column.field.map_or("-", Field::word)).collect();
    assert_eq!(
        words,
        [
            "first_name",
            "last_name",
            "email",
            "user_type",
            "buildings",
            "building_groups",
            "phones",
            "default_building",
            "all_buildings",
            "active",
            "password"
        ]
    );
    let passwords = guess.columns.last().unwrap();
    assert!(passwords.samples.is_empty() && passwords.values.is_empty(), "what is secret is not shown");
}

#[test]
fn user_types_are_recognised_under_any_name() {
    let known = Known::names(
        [
            (Field::Buildings, vec!["Lincoln High".to_owned()]),
            (Field::UserType, vec!["Teacher".to_owned(), "Custodian".to_owned()]),
        ],
        false,
    );
    let guessed = |text: &str| guess(&table::read(text.as_bytes()).unwrap(), Kind::Users, &known);
    let text = "Name,Email,Job,School
Ann Lee,ann@district.example,teacher,Lincoln High
Tom Ash,tom@district.example,Custodian,Lincoln High
Ida Fox,ida@district.example,Custodain,Lincoln High
";
    let guess = guessed(text);
    assert_eq!(guess.mapping[&Field::UserType].column, "Job", "one of them that is mistyped is found later");
    assert!(guess.columns[2].unsure, "somebody should look at it");
    let strangers = text.replace("Custodian", "Plumber");
    assert!(!guessed(&strangers).mapping.contains_key(&Field::UserType), "one of three is chance");
}

#[test]
fn what_an_export_has_is_understood_by_its_own_words() {
    let words = |kind, text: &str| -> Vec<&'static str> {
        let guess = guess(&table::read(text.as_bytes()).unwrap(), kind, &Known::default());
        guess.columns.iter().map(|column| column.field.map_or("-", Field::word)).collect()
    };
    let users =
        "user_name,name,email,user_type,active,all_buildings,buildings,building_groups,teams,default_building,phones";
    let row = "ann,Ann,ann@district.example,Teacher,true,false,Lincoln High,,,,";
    assert_eq!(words(Kind::Users, &format!("{users}\n{row}\n")), users.split(',').collect::<Vec<_>>());
    let buildings = "name,address,resources,building_groups";
    assert_eq!(words(Kind::Buildings, &format!("{buildings}\nA,B,C,D\n")), buildings.split(',').collect::<Vec<_>>());
}

#[test]
fn what_there_was_to_do_is_no_number() {
    let told = guessed("Work order,Asset\nChiller trips,C2\nReplace filters,AHU 4\n");
    assert_eq!(told.mapping[&Field::Title].column, "Work order");
    assert!(!told.mapping.contains_key(&Field::Reference));
    let numbered = guessed("Work order,What\nWO 4711,Chiller trips\nWO 4712,Replace filters\n");
    assert_eq!(numbered.mapping[&Field::Reference].column, "Work order");
    assert_eq!(numbered.mapping[&Field::Title].column, "What");
}
