//! The editor's form as somebody filled it in: saved, tried out, or shown once more.
use super::{
    editor::{Draft, address, show},
    meanwhile::Meanwhile,
    options::Options,
    rows::Asked,
    typed::Typed,
};
use crate::{
    context::Ctx,
    flash,
    modules::people::{
        actions::user_types::{self, UserTypeEdit},
        model::UserType,
        pages::wrong::Wrong,
    },
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kit::{
    Problem, T,
    extract::{Form, Id, Query},
};
use serde_json::Map;

/// What was sent, and the user type as it is stored now.
pub(crate) struct Filled {
    was: UserType,
    /// Which lines the form shows.
    asked: Asked,
    typed: Typed,
}

impl Filled {
    pub(crate) async fn load(
        ctx: &Ctx,
        id: i64,
        asked: Asked,
        pairs: Vec<(String, String)>,
    ) -> Result<Filled, Problem> {
        Ok(Filled { was: user_types::one(ctx, id).await?, asked, typed: Typed::of(pairs) })
    }

    /// As it is stored.
    pub(crate) fn name(&self) -> &str {
        &self.was.name
    }

    /// Somebody else changed the user type since the form was opened.
    pub(crate) fn is_stale(&self) -> bool {
        self.typed.version.is_some_and(|version| version != self.was.version)
    }

    /// The change that the form asks for.
    pub(crate) fn edit(&self, ctx: &Ctx) -> UserTypeEdit {
        self.typed.edit(ctx, &self.was)
    }

    /// Where something of it is, with the lines that the form shows: what is not among them is not in the form.
    pub(crate) fn at(&self, what: &str) -> String {
        address(&format!("{}{what}", self.was.id), &self.asked)
    }

    /// The form once more, with everything that was chosen, and with what is wrong with it.
    pub(crate) async fn again(
        self,
        ctx: &Ctx,
        headers: &HeaderMap,
        problem: Option<Problem>,
    ) -> Result<Response, Problem> {
        if self.is_stale() {
            return self.stale(ctx, headers).await;
        }
        let draft = Draft {
            changes: self.typed.changes(ctx, &self.was.grants),
            name: Some(self.typed.name),
            signs_in: Some(self.typed.signs_in),
            meanwhile: Meanwhile::default(),
        };
        let wrong = problem.map_or(Ok(Wrong::default()), |problem| wrong(ctx, problem))?;
        show(ctx, headers, self.was.id, self.asked, draft, wrong).await
    }

    /// What this person changed is laid over what it is now, and what others did is told apart.
    async fn stale(self, ctx: &Ctx, headers: &HeaderMap) -> Result<Response, Problem> {
        let Filled { was: now, asked, typed } = self;
        let options = Options::load(ctx).await?;
        let version = typed.version.unwrap_or(now.version);
        let meanwhile = Meanwhile::since(ctx, T::default(), &options, &now, version).await?;
        let base = meanwhile.base.clone().unwrap_or_else(|| now.clone());
        let draft = Draft {
            changes: typed.changes(ctx, &meanwhile.base_grants()),
            name: (typed.name.trim() != base.name).then_some(typed.name),
            signs_in: (typed.signs_in != base.signs_in).then_some(typed.signs_in),
            meanwhile,
        };
        let wrong = Wrong { status: StatusCode::CONFLICT, ..Wrong::default() };
        show(ctx, headers, now.id, asked, draft, wrong).await
    }
}

pub(super) async fn submit(
    ctx: Ctx,
    headers: HeaderMap,
    Id(id): Id,
    Query(asked): Query<Asked>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let filled = Filled::load(&ctx, id, asked, pairs).await?;
    if filled.is_stale() {
        return filled.again(&ctx, &headers, None).await;
    }
    let edit = filled.edit(&ctx);
    let changed = edit.grants.as_ref().map_or(0, Map::len);
    let is_nothing = edit.name.is_none() && edit.signs_in.is_none() && changed == 0;
    let saved = match is_nothing {
        true => Ok(()),
        false => user_types::edit(&ctx, id, edit, filled.typed.version).await.map(drop),
    };
    match saved {
        Ok(()) => Ok(flash::tell(&headers, &filled.at(""), &T::default().access_saved(changed))),
        Err(problem) => filled.again(&ctx, &headers, Some(problem)).await,
    }
}

/// Fields may be out of sight: a line above the form tells of them.
fn wrong(ctx: &Ctx, problem: Problem) -> Result<Wrong, Problem> {
    let mut wrong = Wrong::of(ctx, problem)?;
    if !wrong.errors.is_empty() {
        T::default().access_mend().clone_into(&mut wrong.refusal);
    }
    Ok(wrong)
}
