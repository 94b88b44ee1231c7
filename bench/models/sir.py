"""
Python model 'sir.py'
Translated using PySD
"""

from pathlib import Path

from pysd.py_backend.statefuls import Integ
from pysd import Component

__pysd_version__ = "3.14.3"

__data = {"scope": None, "time": lambda: 0}

_root = Path(__file__).parent


component = Component()

#######################################################################
#                          CONTROL VARIABLES                          #
#######################################################################

_control_vars = {
    "initial_time": lambda: 0,
    "final_time": lambda: 100,
    "time_step": lambda: 0.03125,
    "saveper": lambda: time_step(),
}


def _init_outer_references(data):
    for key in data:
        __data[key] = data[key]


@component.add(name="Time")
def time():
    """
    Current time of the model.
    """
    return __data["time"]()


@component.add(
    name="FINAL TIME", units="Day", comp_type="Constant", comp_subtype="Normal"
)
def final_time():
    return __data["time"].final_time()


@component.add(
    name="INITIAL TIME", units="Day", comp_type="Constant", comp_subtype="Normal"
)
def initial_time():
    return __data["time"].initial_time()


@component.add(
    name="SAVEPER",
    units="Day",
    comp_type="Auxiliary",
    comp_subtype="Normal",
    depends_on={"time_step": 1},
)
def saveper():
    return __data["time"].saveper()


@component.add(
    name="TIME STEP", units="Day", comp_type="Constant", comp_subtype="Normal"
)
def time_step():
    return __data["time"].time_step()


#######################################################################
#                           MODEL VARIABLES                           #
#######################################################################


@component.add(
    name="contact rate", units="1/Day", comp_type="Constant", comp_subtype="Normal"
)
def contact_rate():
    return 0.3


@component.add(
    name="duration", units="Day", comp_type="Constant", comp_subtype="Normal"
)
def duration():
    return 5


@component.add(
    name="population", units="Person", comp_type="Constant", comp_subtype="Normal"
)
def population():
    return 1000


@component.add(
    name="susceptible",
    units="Person",
    comp_type="Stateful",
    comp_subtype="Integ",
    depends_on={"_integ_susceptible": 1},
    other_deps={
        "_integ_susceptible": {"initial": {"population": 1}, "step": {"infection": 1}}
    },
)
def susceptible():
    return _integ_susceptible()


_integ_susceptible = Integ(
    lambda: -infection(), lambda: population(), "_integ_susceptible"
)


@component.add(
    name="infectious",
    units="Person",
    comp_type="Stateful",
    comp_subtype="Integ",
    depends_on={"_integ_infectious": 1},
    other_deps={
        "_integ_infectious": {"initial": {}, "step": {"infection": 1, "recovery": 1}}
    },
)
def infectious():
    return _integ_infectious()


_integ_infectious = Integ(
    lambda: infection() - recovery(), lambda: 5, "_integ_infectious"
)


@component.add(
    name="recovered",
    units="Person",
    comp_type="Stateful",
    comp_subtype="Integ",
    depends_on={"_integ_recovered": 1},
    other_deps={"_integ_recovered": {"initial": {}, "step": {"recovery": 1}}},
)
def recovered():
    return _integ_recovered()


_integ_recovered = Integ(lambda: recovery(), lambda: 0, "_integ_recovered")


@component.add(
    name="infection",
    units="Person/Day",
    comp_type="Auxiliary",
    comp_subtype="Normal",
    depends_on={"susceptible": 1, "infectious": 1, "population": 1, "contact_rate": 1},
)
def infection():
    return susceptible() * infectious() / population() * contact_rate()


@component.add(
    name="recovery",
    units="Person/Day",
    comp_type="Auxiliary",
    comp_subtype="Normal",
    depends_on={"infectious": 1, "duration": 1},
)
def recovery():
    return infectious() / duration()
