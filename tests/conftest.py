"""What holds for every test: a property is judged by its result, never by how fast a busy machine got to it."""

from hypothesis import settings

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
