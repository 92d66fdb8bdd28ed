"""The physics: pure functions from parameters to results. numpy, scipy and the standard library only."""
