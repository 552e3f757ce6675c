"""Tables of a room made in one step of a migration."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Create several models, with their triggers; forwards only.

    Between two steps Django makes every model anew that is related to the one just added, and nearly all are, through the
    account: of a new database that was most of the work. Here they are made anew once, after the last.
    """

    category = OperationCategory.ADDITION
    reversible = False

    def __init__(self, *models: CreateModel) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models to the state, and only then to the classes that are made of it, where there are such."""
        classes = state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)
        if classes is not None:
            state.__dict__["apps"] = classes
            state.reload_models([(app_label, model.name_lower) for model in self.models], delay=False)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the tables in the order given."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Name them."""
        return f"Create models {', '.join(model.name for model in self.models)}"
