<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>The label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tab goes to the next part, arrows move it, Shift and arrows stretch it.</source>
        <translation>按 Tab 到下一个部件，方向键移动，Shift 加方向键拉伸。</translation>
    </message>
    <message>
        <source>line or frame</source>
        <translation>线或框</translation>
    </message>
    <message>
        <source>{part}, {x} mm from the left, {y} mm from above</source>
        <translation>{part}，距左 {x} 毫米，距上 {y} 毫米</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>A&amp;lign</source>
        <translation>对齐(&amp;L)</translation>
    </message>
    <message>
        <source>Copy the part</source>
        <translation>复制部件</translation>
    </message>
    <message>
        <source>Remove the part</source>
        <translation>删除部件</translation>
    </message>
    <message>
        <source>Print &amp;one</source>
        <translation>打印一张(&amp;O)</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>保存(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>True size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样例</translation>
    </message>
    <message>
        <source>&amp;Words</source>
        <translation>文字(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Bar code</source>
        <translation>条形码(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;QR code</source>
        <translation>二维码(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Line</source>
        <translation>线(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Frame</source>
        <translation>框(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Left edges</source>
        <translation>左边(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Centres</source>
        <translation>左右居中(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Right edges</source>
        <translation>右边(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Upper edges</source>
        <translation>上边(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Middles</source>
        <translation>上下居中(&amp;M)</translation>
    </message>
    <message>
        <source>L&amp;ower edges</source>
        <translation>下边(&amp;O)</translation>
    </message>
    <message>
        <source>Leave without saving?</source>
        <translation>不保存就离开？</translation>
    </message>
    <message>
        <source>What you have drawn since it was last saved is lost.</source>
        <translation>上次保存以后所作的改动将丢失。</translation>
    </message>
    <message>
        <source>&amp;Leave it</source>
        <translation>离开(&amp;L)</translation>
    </message>
    <message>
        <source>{width} × {height} mm</source>
        <translation>{width} × {height} 毫米</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>And {n} more.</source>
        <translation>另有 {n} 处。</translation>
    </message>
    <message>
        <source>Label templates</source>
        <translation>标签模板</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>修改(&amp;C)…</translation>
    </message>
    <message>
        <source>Take it &amp;for…</source>
        <translation>用于哪些资产(&amp;F)…</translation>
    </message>
    <message>
        <source>Sa&amp;ve as a file…</source>
        <translation>另存为文件(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>删除(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;New template</source>
        <translation>新建模板(&amp;N)</translation>
    </message>
    <message>
        <source>Read &amp;in a file…</source>
        <translation>读入文件(&amp;I)…</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Size, mm</source>
        <translation>尺寸（毫米）</translation>
    </message>
    <message>
        <source>Roll or sheet</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Taken for</source>
        <translation>默认用于</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>made here</source>
        <translation>本机自制</translation>
    </message>
    <message>
        <source>comes with the product</source>
        <translation>随产品提供</translation>
    </message>
    <message>
        <source>Choose a template.</source>
        <translation>请选择一个模板。</translation>
    </message>
    <message>
        <source>Legible at {n} dots per inch</source>
        <translation>每英寸 {n} 点清晰可读</translation>
    </message>
    <message>
        <source>Not legible at its printer</source>
        <translation>在其打印机上看不清</translation>
    </message>
    <message>
        <source>&amp;Copy and change…</source>
        <translation>复制后修改(&amp;C)…</translation>
    </message>
    <message>
        <source>How a label of {title} looks</source>
        <translation>{title} 的样子</translation>
    </message>
    <message>
        <source>{title} (own)</source>
        <translation>{title}（自制）</translation>
    </message>
    <message>
        <source>{title} is kept</source>
        <translation>已保存 {title}</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>删除“{name}”？</translation>
    </message>
    <message>
        <source>Jobs in the queue keep it. Save it as a file first if it may be wanted again.</source>
        <translation>队列中的任务仍可照打。如果以后还可能用到，请先另存为文件。</translation>
    </message>
    <message>
        <source>Re&amp;move it</source>
        <translation>删除(&amp;M)</translation>
    </message>
    <message>
        <source>{title} is removed</source>
        <translation>已删除 {title}</translation>
    </message>
    <message>
        <source>Read in a template</source>
        <translation>读入模板</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>另存为文件</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>the file is too large</source>
        <translation>文件过大</translation>
    </message>
    <message>
        <source>the file is no JSON</source>
        <translation>文件不是 JSON 格式</translation>
    </message>
    <message>
        <source>roll</source>
        <translation>卷纸</translation>
    </message>
    <message>
        <source>sheet of {n}</source>
        <translation>每张 {n} 枚</translation>
    </message>
    <message>
        <source>all other pieces</source>
        <translation>其余资产</translation>
    </message>
    <message>
        <source>{n} parts marked</source>
        <translation>已选 {n} 个部件</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>For: {subject}</source>
        <translation>用途：{subject}</translation>
    </message>
    <message>
        <source>&amp;Width, mm</source>
        <translation>宽（毫米）(&amp;W)</translation>
    </message>
    <message>
        <source>H&amp;eight, mm</source>
        <translation>高（毫米）(&amp;E)</translation>
    </message>
    <message>
        <source>{n} dots per inch</source>
        <translation>每英寸 {n} 点</translation>
    </message>
    <message>
        <source>&amp;Made for</source>
        <translation>打印机分辨率(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Gap between labels, mm</source>
        <translation>标签间隙（毫米）(&amp;G)</translation>
    </message>
    <message>
        <source>Labels on a sheet</source>
        <translation>整张排列</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>From the left, mm</source>
        <translation>距左（毫米）</translation>
    </message>
    <message>
        <source>From above, mm</source>
        <translation>距上（毫米）</translation>
    </message>
    <message>
        <source>Column to column, mm</source>
        <translation>列距（毫米）</translation>
    </message>
    <message>
        <source>Row to row, mm</source>
        <translation>行距（毫米）</translation>
    </message>
    <message>
        <source>Sheet's width, mm</source>
        <translation>纸宽（毫米）</translation>
    </message>
    <message>
        <source>Sheet's height, mm</source>
        <translation>纸高（毫米）</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>线</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Bar code (Code 128)</source>
        <translation>条形码（Code 128）</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>二维码</translation>
    </message>
    <message>
        <source>&amp;Kind of code</source>
        <translation>码制(&amp;K)</translation>
    </message>
    <message>
        <source>From x, mm</source>
        <translation>起点横（毫米）</translation>
    </message>
    <message>
        <source>To x, mm</source>
        <translation>终点横（毫米）</translation>
    </message>
    <message>
        <source>From y, mm</source>
        <translation>起点纵（毫米）</translation>
    </message>
    <message>
        <source>To y, mm</source>
        <translation>终点纵（毫米）</translation>
    </message>
    <message>
        <source>Width, mm</source>
        <translation>宽（毫米）</translation>
    </message>
    <message>
        <source>Height, mm</source>
        <translation>高（毫米）</translation>
    </message>
    <message>
        <source>0 fills it with black.</source>
        <translation>0 表示全部涂黑。</translation>
    </message>
    <message>
        <source>Thic&amp;kness, mm</source>
        <translation>粗细（毫米）(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Says</source>
        <translation>内容(&amp;S)</translation>
    </message>
    <message>
        <source>What is in braces is filled in for each label.</source>
        <translation>花括号内的内容按每件资产填写。</translation>
    </message>
    <message>
        <source>Put in a field…</source>
        <translation>插入字段…</translation>
    </message>
    <message>
        <source>Put in a field</source>
        <translation>插入字段</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>靠左</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>居中</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>靠右</translation>
    </message>
    <message>
        <source>&amp;Aligned</source>
        <translation>对齐(&amp;A)</translation>
    </message>
    <message>
        <source>Above</source>
        <translation>靠上</translation>
    </message>
    <message>
        <source>In the middle</source>
        <translation>居中</translation>
    </message>
    <message>
        <source>Below</source>
        <translation>靠下</translation>
    </message>
    <message>
        <source>In its &amp;room</source>
        <translation>上下位置(&amp;R)</translation>
    </message>
    <message>
        <source>Type size, points</source>
        <translation>字号（磅）</translation>
    </message>
    <message>
        <source>If too long, points</source>
        <translation>放不下时（磅）</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>&amp;Bold</source>
        <translation>粗体(&amp;B)</translation>
    </message>
    <message>
        <source>A s&amp;maller size for long words</source>
        <translation>长文字改用较小字号(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Never cut: one line, made smaller</source>
        <translation>不截断：一行，自动缩小(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;White on black</source>
        <translation>黑底白字(&amp;W)</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>新建模板</translation>
    </message>
    <message>
        <source>&amp;Draw it</source>
        <translation>开始绘制(&amp;D)</translation>
    </message>
    <message>
        <source>Own label</source>
        <translation>自制标签</translation>
    </message>
    <message>
        <source>{size} mm</source>
        <translation>{size} 毫米</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>用途(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>尺寸(&amp;S)</translation>
    </message>
    <message>
        <source>Any other size is set while drawing.</source>
        <translation>其他尺寸可在绘制时设定。</translation>
    </message>
    <message>
        <source>Take {title} for</source>
        <translation>{title} 默认用于</translation>
    </message>
    <message>
        <source>&amp;Take it</source>
        <translation>确定(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Category codes, or their beginnings</source>
        <translation>分类代码或其开头(&amp;C)</translation>
    </message>
    <message>
        <source>GB/T 14885, apart by spaces. * stands for all other pieces. Empty: for none.</source>
        <translation>GB/T 14885 代码，用空格分开。* 表示其余资产；留空表示不作默认。</translation>
    </message>
    <message>
        <source>{code} is no category code.</source>
        <translation>{code} 不是分类代码。</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>资产</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Places in a warehouse</source>
        <translation>库位</translation>
    </message>
    <message>
        <source>Commands for the desk</source>
        <translation>柜台指令</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Asset name</source>
        <translation>资产名称</translation>
    </message>
    <message>
        <source>Model, specification</source>
        <translation>规格型号</translation>
    </message>
    <message>
        <source>Tag number</source>
        <translation>标签号</translation>
    </message>
    <message>
        <source>Acquired on</source>
        <translation>取得日期</translation>
    </message>
    <message>
        <source>Card number</source>
        <translation>资产编号</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>存放地点</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>车牌号</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation>仓</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>意见</translation>
    </message>
</context>
</TS>
