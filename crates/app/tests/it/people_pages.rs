//! The pages of people, at a browser.
use crate::{
    app::{PASSWORD, TestApp},
    browser::Browser,
    people_cast::{clerk, team, type_id, user_type},
};
use serde_json::json;

const ADMINISTRATOR: &str = "facilitron.system_administrator";

store::for_each_database! {
    async fn a_person_is_added_found_and_changed(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await.to_string();
        let technician = type_id(&app, "facilitron.maintenance_technician").await.to_string();
        team(&app, "Plumbers", &[]).await;
        let me = app.person(ADMINISTRATOR, "Ada", &[]).await;
        let mut ada = Browser::of(&app, "ada").await;
        ada.get("/people/new").await.expect(200).says("Lincoln High").says("Plumbers").says("Invite by e-mail");
        let mut form = vec![("name", "Tom <Brown>"), ("user_name", "ada"), ("user_type_id", &technician), ("building_ids", &lincoln),
            ("how", "password"), ("password", "short"), ("worker", "true"), ("hourly_rate", "12,50"), ("color", "4"), ("phones", "1\n\n2")];
        let page = ada.post("/people/new", &form).await.expect(422);
        page.says("Is no amount such as 12.50.").says("Tom &#60;Brown&#62;").hides("value=\"short\"");
        form.retain(|(name, _)| *name != "hourly_rate");
        form.push(("hourly_rate", "12.50"));
        ada.post("/people/new", &form).await.expect(422).says("at least 10 characters");
        form.retain(|(name, _)| *name != "password");
        form.push(("password", PASSWORD));
        ada.post("/people/new", &form).await.expect(422).says("Is the user name of somebody else.");
        form.retain(|(name, _)| *name != "user_name");
        form.push(("user_name", "tom"));
        let added = ada.post("/people/new", &form).await.expect(303);
        let at = added.headers["location"].to_str().unwrap().to_owned();
        ada.get(&at).await.expect(200).says("Tom &#60;Brown&#62; is added.").says("12.50 USD").says("Lincoln High");
        ada.get(&at).await.expect(200).hides("is added.");
        ada.get("/people?q=brown").await.expect(200).says(&format!("href=\"{at}\"")).says("Lincoln High").hides(&format!("href=\"/people/{me}\""));
        ada.get("/people?show=inactive").await.expect(200).says("Nobody here");

        let edit = format!("{at}/edit");
        ada.get(&edit).await.expect(200).says("value=\"12.50\"").says("1\n2");
        let version = "0";
        let mut change = vec![("name", "Tom Brown"), ("user_name", "tom"), ("user_type_id", &technician), ("version", version)];
        ada.post(&edit, &change).await.expect(409).says("data-stale").says("Tom Brown");
        change.retain(|(name, _)| *name != "version");
        ada.post(&edit, &change).await.leads_to(&at);
        ada.get(&at).await.expect(200).says("Saved.").says("not entered");

        ada.post(&format!("{at}/activity"), &[]).await.leads_to(&at);
        ada.get("/people?show=inactive").await.expect(200).says("Tom Brown");
        ada.post(&format!("{at}/activity"), &[("active", "true")]).await.leads_to(&at);
        ada.post(&format!("{at}/password"), &[("password", "x")]).await.expect(422).says("at least 10");
        ada.post(&format!("{at}/password"), &[("password", PASSWORD)]).await.leads_to(&at);
        ada.post(&format!("{at}/invitation"), &[]).await.expect(422).says("Email is missing");
        let mut tom = Browser::new(&app);
        tom.post("/sign-in", &[("user_name", "tom"), ("password", PASSWORD)]).await.leads_to("/password");
        ada.post(&format!("{at}/deletion"), &[]).await.leads_to("/people");
        ada.get(&at).await.expect(404);
        tom.get("/password").await.leads_to("/sign-in?next=%2Fpassword");
    }

    async fn a_history_tells_of_sign_ins_only_to_who_asks_and_may_know(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        let id = app.person(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        app.person("facilitron.system_processor", "Pia", &[lincoln]).await;
        let mut ada = Browser::of(&app, "ada").await;
        let at = format!("/people/{olga}");
        ada.post(&format!("{at}/password"), &[("password", PASSWORD)]).await.leads_to(&at);
        let write = app.app.db().write(move |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO history (at, actor_id, subject_kind, subject_id, action, changes) VALUES ($1, $2, 'user', $2, $3, '[]')";
                for at in 0..40 {
                    let action = if at % 2 == 0 { "signed_in" } else { "signed_out" };
                    tx.exec(sql, store::params![1_800_000_000_000_000_i64 + at, olga, action]).await?;
                }
                Ok::<_, store::Error>(())
            })
        });
        write.await.unwrap();
        let brief = ada.get(&at).await.expect(200).says("Got a password handed over").hides("Signed in").hides("Signed out");
        brief.says(&format!("href=\"{at}?sign_ins=true#h-history\""));
        let all = ada.get(&format!("{at}?sign_ins=true")).await.expect(200).says("Signed in").says("Signed out");
        all.hides("Got a password handed over").says(&format!("href=\"{at}#h-history\""));
        ada.get(&format!("{at}?sign_ins=perhaps")).await.expect(422);
        ada.get(&format!("{at}?other=true")).await.expect(422);
        let api = app.sign_in(id, "Ada").await;
        assert!(api.get(&format!("/users/{olga}/history")).await.expect(200).text.contains("signed_in"));
        let mut pia = Browser::of(&app, "pia").await;
        pia.get(&format!("{at}?sign_ins=true")).await.expect(200).hides("Signed in").hides("sign_ins");
    }

    async fn a_page_shows_what_its_reader_may_do(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        clerk(&app).await;
        let ada = app.person(ADMINISTRATOR, "Ada", &[]).await;
        let olga = app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        app.person("test.clerk", "Cleo", &[lincoln]).await;
        app.person("facilitron.system_processor", "Pia", &[]).await;
        let mut pia = Browser::of(&app, "pia").await;
        pia.get("/people").await.expect(200).says("Olga").hides("/people/new");
        pia.get(&format!("/people/{olga}")).await.expect(200).says("why?").hides("/deletion").hides("/edit\"");
        pia.get("/people/new").await.expect(403);
        pia.get(&format!("/people/{olga}/edit")).await.expect(403);
        let mut cleo = Browser::of(&app, "cleo").await;
        cleo.get(&format!("/people/{olga}")).await.expect(200).says("/edit\"").says("why?").hides("/deletion").hides("/password");
        user_type(&app, "test.guest", json!({"users.read": "own"})).await;
        let gus = app.person("test.guest", "Gus", &[lincoln]).await;
        cleo.get(&format!("/people/{gus}")).await.expect(200).says("/edit\"").says("/deletion").says("/password");
        cleo.get(&format!("/people/{ada}")).await.expect(200).says("This person holds more than you do.").hides("/deletion");
        cleo.get("/people/new").await.expect(200).hides("System Administrator").hides("hourly_rate");
        let mut olga = Browser::of(&app, "olga").await;
        olga.get("/people").await.expect(403);
        olga.get(&format!("/people/{ada}")).await.expect(404);
    }

    async fn the_list_goes_on_where_it_ended(db: TestDb) {
        let app = TestApp::new(db).await;
        app.person(ADMINISTRATOR, "Ada", &[]).await;
        for number in 0..60 {
            app.person("facilitron.order_originator", &format!("Person{number:02}"), &[]).await;
        }
        let mut ada = Browser::of(&app, "ada").await;
        let first = ada.get("/people?q=person").await.expect(200).says("Person49").hides("Person50");
        let at = first.text.find("/people?q=person&#38;after=").expect("a way to the rest");
        let more = first.text[at..].split('"').next().unwrap().replace("&#38;", "&");
        ada.get(&more).await.expect(200).says("Person50").says("Person59").says("<!doctype html>");
    }

    async fn one_keeps_ones_own_profile(db: TestDb) {
        let app = TestApp::new(db).await;
        let lincoln = app.building("Lincoln High").await;
        app.person("facilitron.order_originator", "Olga", &[lincoln]).await;
        let mut olga = Browser::of(&app, "olga").await;
        let mut elsewhere = Browser::of(&app, "olga").await;
        olga.get("/me").await.expect(200).says("this one").says("Sign out everywhere else").says("Lincoln High");
        let place = lincoln.to_string();
        olga.post("/me", &[("phones", "+1 555 0144"), ("color", "9"), ("default_building_id", &place)]).await.leads_to("/me");
        olga.get("/me").await.expect(200).says("+1 555 0144").says("Saved.");
        olga.post("/me", &[("phones", &"1".repeat(60))]).await.expect(422).says("longer than 50");
        olga.post("/me/mails", &[("topics", "created")]).await.leads_to("/me");
        let page = olga.get("/me").await.expect(200).text;
        assert_eq!(page.matches("name=\"topics\"").count(), 10);
        assert_eq!(page.matches("name=\"topics\" value=\"created\" checked").count(), 1);
        assert_eq!(page.matches("checked").count(), 2);
        olga.post("/me/sessions/end", &[]).await.leads_to("/me");
        elsewhere.get("/me").await.leads_to("/sign-in?next=%2Fme");
        olga.post("/password", &[("current_password", PASSWORD), ("password", "another fine password")]).await.leads_to("/me");
    }
}
