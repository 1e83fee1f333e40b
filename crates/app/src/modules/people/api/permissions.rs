use crate::context::Ctx;
use kit::{
    Problem,
    extract::Query,
    paging::{Page, PageQuery},
    problem::ProblemBody,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A permission of the catalogue.
#[derive(Serialize, ToSchema)]
pub(super) struct PermissionView {
    /// A module's keys carry its name: `work.maintenance.read`.
    key: String,
    group: &'static str,
    label: &'static str,
    description: &'static str,
    /// `level`, `notice`, `ability`, `restriction`, `choice`, `set`, `list`, `days`, `date` or `rate`.
    kind: &'static str,
    /// The allowed words from narrow to wide; empty where the value is a number, a date, ids or a free word.
    values: &'static [&'static str],
    /// The work module to which it belongs.
    module: Option<String>,
}

/// Every permission that acts, in the order in which they are shown; all on one page unless a `limit` says otherwise.
#[utoipa::path(get, path = "/permissions", tag = "User types", params(PageQuery),
    responses((status = 200, body = Page<PermissionView>), (status = 422, body = ProblemBody)))]
pub(super) async fn list(
    ctx: Ctx,
    Query(query): Query<PageQuery>,
) -> Result<axum::Json<Page<PermissionView>>, Problem> {
    let settings = ctx.settings();
    let module = |key: access::Key| {
        let id = i64::from(key.module()?.0);
        settings.module(id).map(|module| module.key.clone())
    };
    let view = |(key, permission): (access::Key, &'static access::Permission)| PermissionView {
        key: settings.catalogue.name(key),
        group: permission.group,
        label: permission.label,
        description: permission.description,
        kind: permission.kind.as_str(),
        values: &permission.values,
        module: module(key),
    };
    Page::of_all(settings.catalogue.iter().map(view).collect(), &query, usize::MAX).map(axum::Json)
}
