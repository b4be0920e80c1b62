class FlowWriter:
    def __init__(self,*a): pass
    def write(self,*a): return iter(())
