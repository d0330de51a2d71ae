"""Settings from several layers, of which the strongest wins, key by key."""

from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from roster_lint.settings.settings import Settings


class Merged(Settings, BaseSettings):
    """Settings from layers that are passed by name, the strongest first."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The layers alone: what pydantic-settings reads itself is left out.

        It passes over variables that it does not know, and cannot say where a wrong value stands.
        """
        layers = init_settings()
        return tuple(InitSettingsSource(settings_cls, values) for values in layers.values())
