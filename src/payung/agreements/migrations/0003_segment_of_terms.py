import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0002_guards"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="terms",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="terms",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="terms",
            name="npp",
            field=models.CharField(default="", help_text="pu: the employer's number at BPJS", max_length=8),
        ),
        migrations.AddField(
            model_name="terms",
            name="risk",
            field=models.SmallIntegerField(help_text="pu: JKK risk class of the employer, 1 to 5", null=True),
        ),
        migrations.AddField(
            model_name="terms",
            name="segment",
            field=models.CharField(default="bpu", help_text="bpu: self-employed; pu: wage earners", max_length=3),
        ),
        migrations.AddField(
            model_name="termshistory",
            name="npp",
            field=models.CharField(default="", help_text="pu: the employer's number at BPJS", max_length=8),
        ),
        migrations.AddField(
            model_name="termshistory",
            name="risk",
            field=models.SmallIntegerField(help_text="pu: JKK risk class of the employer, 1 to 5", null=True),
        ),
        migrations.AddField(
            model_name="termshistory",
            name="segment",
            field=models.CharField(default="bpu", help_text="bpu: self-employed; pu: wage earners", max_length=3),
        ),
        migrations.AlterField(
            model_name="terms",
            name="income",
            field=models.BigIntegerField(
                help_text="declared monthly income (bpu) or monthly wage (pu) in rupiah that contributions are counted on"
            ),
        ),
        migrations.AlterField(
            model_name="termshistory",
            name="income",
            field=models.BigIntegerField(
                help_text="declared monthly income (bpu) or monthly wage (pu) in rupiah that contributions are counted on"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="terms",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_terms_history" ("age_below", "age_from", "agreement_id", "bpjs", "cut_off_day", "decile_max", "dukcapil", "excluded_cover", "first_month", "id", "income", "months", "npp", "occupations", "occupations_closed", "office_id", "payer", "per_family", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_code", "programme_id", "rank_by", "regulation_id", "replacement", "residence", "risk", "ruling", "schemes", "segment", "social_aid", "source", "term_from", "term_to", "valid_from", "wadah") SELECT old_values."age_below", old_values."age_from", old_values."agreement_id", old_values."bpjs", old_values."cut_off_day", old_values."decile_max", old_values."dukcapil", old_values."excluded_cover", old_values."first_month", old_values."id", old_values."income", old_values."months", old_values."npp", old_values."occupations", old_values."occupations_closed", old_values."office_id", old_values."payer", old_values."per_family", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."place_code", old_values."programme_id", old_values."rank_by", old_values."regulation_id", old_values."replacement", old_values."residence", old_values."risk", old_values."ruling", old_values."schemes", old_values."segment", old_values."social_aid", old_values."source", old_values."term_from", old_values."term_to", old_values."valid_from", old_values."wadah" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="095182dff13c1c6f49cf476be9fe48fb7db09f8a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_567aa",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="agreements_terms",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="terms",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_terms_history" ("age_below", "age_from", "agreement_id", "bpjs", "cut_off_day", "decile_max", "dukcapil", "excluded_cover", "first_month", "id", "income", "months", "npp", "occupations", "occupations_closed", "office_id", "payer", "per_family", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_code", "programme_id", "rank_by", "regulation_id", "replacement", "residence", "risk", "ruling", "schemes", "segment", "social_aid", "source", "term_from", "term_to", "valid_from", "wadah") SELECT old_values."age_below", old_values."age_from", old_values."agreement_id", old_values."bpjs", old_values."cut_off_day", old_values."decile_max", old_values."dukcapil", old_values."excluded_cover", old_values."first_month", old_values."id", old_values."income", old_values."months", old_values."npp", old_values."occupations", old_values."occupations_closed", old_values."office_id", old_values."payer", old_values."per_family", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."place_code", old_values."programme_id", old_values."rank_by", old_values."regulation_id", old_values."replacement", old_values."residence", old_values."risk", old_values."ruling", old_values."schemes", old_values."segment", old_values."social_aid", old_values."source", old_values."term_from", old_values."term_to", old_values."valid_from", old_values."wadah" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a97f22da4862980d2d796da86537e6847a08111c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_93e3e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="agreements_terms",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="terms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("npp", ""), ("risk", None), ("segment", "bpu")),
                    models.Q(("risk__gte", 1), ("risk__lte", 5), ("segment", "pu")),
                    _connector="OR",
                ),
                name="terms_segment_whole",
            ),
        ),
    ]
