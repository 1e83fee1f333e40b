//! Nothing that was acknowledged is lost.
use crate::{
    http::{call, sign_in},
    process::{Server, folder, run, run_with, said, within},
};
use serde_json::json;
use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

const PASSWORD: &str = "correct horse battery";
/// Enough that some are being written at any moment.
const AT_ONCE: usize = 8;
const ENOUGH: usize = 200;

#[test]
fn killed_under_load_it_has_everything_that_it_acknowledged() {
    let folder = folder();
    let data = folder.path().to_str().unwrap();
    said(run_with(&["admin", "create", "--data", data, "--user-name", "ann"], PASSWORD));
    let server = Server::start(folder.path(), &[]);
    let token = sign_in(&server.address, "ann", PASSWORD);

    let (acknowledged, over) = (Mutex::new(vec![]), AtomicBool::new(false));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let body = json!({"title": "A door that sticks"});
                    let answer = call(&server.address, "POST", "/api/v1/work-requests", Some(&token), Some(&body));
                    // once the process is gone there are no answers any more
                    let Ok(answer) = answer else { break };
                    acknowledged.lock().unwrap().push(answer.expect(201)["id"].as_i64().unwrap());
                }
            });
        }
        within(|| (acknowledged.lock().unwrap().len() >= ENOUGH).then_some(()));
        server.signal("KILL");
        over.store(true, Ordering::Relaxed);
    });

    let server = Server::start(folder.path(), &[]);
    for id in acknowledged.into_inner().unwrap() {
        let path = format!("/api/v1/work-requests/{id}");
        assert_eq!(call(&server.address, "GET", &path, Some(&token), None).unwrap().status, 200, "{id}");
    }
    assert_eq!(said(run(&["check", "--data", data])), "everything holds\n");
}
