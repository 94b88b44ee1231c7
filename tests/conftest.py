"""How property tests run: the same examples every time, however slow the machine is.

``pytest --hypothesis-profile=explore`` looks for new ones.
"""

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("house")
