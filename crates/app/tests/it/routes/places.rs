use super::{Place, Row, people::TRIED, row};
use serde_json::json;

pub fn rows() -> Vec<Row> {
    [api(), pages()].concat()
}

fn api() -> Vec<Row> {
    vec![
        row("GET /api/v1/buildings"),
        row("POST /api/v1/buildings").json(|w| json!({"name": w.fresh("Annex"), "address": "1 Main St"})),
        row("GET /api/v1/buildings/{id}").on(Place::Building),
        row("PATCH /api/v1/buildings/{id}").on(Place::Building).json(|w| json!({"name": w.fresh("Annex")})),
        row("DELETE /api/v1/buildings/{id}").on(Place::Building),
        row("GET /api/v1/buildings/{id}/resources").on(Place::Building),
        row("POST /api/v1/buildings/{id}/resources").on(Place::Building).json(|w| json!({"name": w.fresh("Room")})),
        row("GET /api/v1/buildings/{id}/resources/{resource_id}").on(Place::Room),
        row("PATCH /api/v1/buildings/{id}/resources/{resource_id}")
            .on(Place::Room)
            .json(|w| json!({"name": w.fresh("Room")})),
        row("DELETE /api/v1/buildings/{id}/resources/{resource_id}").on(Place::Room),
        row("GET /api/v1/building-groups"),
        row("POST /api/v1/building-groups").json(|w| json!({"name": w.fresh("North"), "building_ids": [w.lincoln]})),
        row("GET /api/v1/building-groups/{id}").on(Place::Group).needs("buildings.read"),
        row("PATCH /api/v1/building-groups/{id}")
            .on(Place::Group)
            .needs("buildings.read")
            .needs("buildings.update")
            .json(|w| json!({"name": w.fresh("North")})),
        row("DELETE /api/v1/building-groups/{id}").on(Place::Group).needs("buildings.read").needs("buildings.update"),
        row("POST /api/v1/building-groups/{id}/preview")
            .quiet(TRIED)
            .on(Place::Group)
            .needs("buildings.read")
            .needs("buildings.update")
            .json(|w| json!({"name": w.fresh("North")})),
    ]
}

fn pages() -> Vec<Row> {
    vec![
        row("GET /buildings"),
        row("GET /buildings/new"),
        row("POST /buildings").form(|w| vec![("name", w.fresh("Annex")), ("address", "1 Main St".into())]),
        row("GET /buildings/{id}").on(Place::Building),
        row("GET /buildings/{id}/edit").on(Place::Building),
        row("POST /buildings/{id}")
            .on(Place::Building)
            .form(|w| vec![("name", w.fresh("Annex")), ("address", "2 Main St".into())]),
        row("POST /buildings/{id}/deletion").on(Place::Building),
        row("POST /buildings/{id}/rooms").on(Place::Building).form(|w| vec![("name", w.fresh("Room"))]),
        row("GET /buildings/{id}/rooms/{room_id}").on(Place::Room),
        row("POST /buildings/{id}/rooms/{room_id}").on(Place::Room).form(|w| vec![("name", w.fresh("Room"))]),
        row("POST /buildings/{id}/rooms/{room_id}/deletion").on(Place::Room),
        row("GET /building-groups"),
        row("GET /building-groups/new"),
        row("POST /building-groups")
            .form(|w| vec![("name", w.fresh("North")), ("building_ids", w.lincoln.to_string())]),
        row("GET /building-groups/{id}").on(Place::Group).needs("buildings.read"),
        row("POST /building-groups/{id}")
            .on(Place::Group)
            .needs("buildings.read")
            .form(|w| vec![("name", w.fresh("North")), ("building_ids", w.lincoln.to_string())]),
        row("POST /building-groups/{id}/deletion").on(Place::Group).needs("buildings.read"),
        row("POST /building-groups/{id}/preview")
            .quiet(TRIED)
            .on(Place::Group)
            .needs("buildings.read")
            .form(|w| vec![("name", w.fresh("North")), ("building_ids", w.lincoln.to_string())]),
    ]
}
