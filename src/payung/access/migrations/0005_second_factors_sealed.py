from django.db import migrations

from payung.access import sealing


def seal_what_lies_open(apps, schema_editor):
    """Seal the secrets of authenticator apps and recovery codes that were kept before; those sealed already stay as they are."""
    authenticators = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    for one in authenticators.filter(type__in=["totp", "recovery_codes"]):
        for name in ("secret", "seed"):
            if isinstance(one.data.get(name), str):
                one.data[name] = sealing.seal(one.data[name])
        if isinstance(one.data.get("migrated_codes"), list):
            one.data["migrated_codes"] = [sealing.seal(code) for code in one.data["migrated_codes"]]
        one.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("access", "0004_identities"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal_what_lies_open, migrations.RunPython.noop)]
