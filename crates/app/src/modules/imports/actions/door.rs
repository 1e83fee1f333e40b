//! Who may import what.
use crate::{
    context::Ctx,
    modules::{imports::model::Settings, organization::WorkModule, work::actions::bring_in},
};
use access::keys::organization;
use kit::Problem;

/// The module that the settings name, if the actor may import into it: 403 otherwise, 422 where there is none.
pub(crate) fn admit<'a>(ctx: &'a Ctx, settings: &Settings) -> Result<&'a WorkModule, Problem> {
    let module = match settings.module.as_deref() {
        None => ctx.settings().modules.first(),
        Some(key) => ctx.settings().module_by_key(key),
    };
    let module = module.ok_or_else(|| Problem::field("module", "is no work module of this organization"))?;
    bring_in::admit(ctx, module.module())?;
    if settings.create_types {
        ctx.require(organization::ADMINISTER)?;
    }
    Ok(module)
}
